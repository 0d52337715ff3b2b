"""Which evidence is about a person: what they are given of it is what is erased."""

from __future__ import annotations

from typing import Final

OF_PERSON: Final = """(
l.subject_kind = 'participant' AND l.subject_id = :person
OR l.subject_kind = 'action' AND l.subject_id IN
  (SELECT id FROM action WHERE participant_id = :person)
OR l.subject_kind = 'installation' AND l.subject_id IN
  (SELECT id FROM installation WHERE participant_id = :person)
OR l.subject_kind = 'batch' AND l.subject_id IN
  (SELECT batch_id FROM action WHERE participant_id = :person
   UNION SELECT batch_id FROM participant WHERE id = :person
   UNION SELECT batch_id FROM installation WHERE participant_id = :person
   UNION SELECT r.batch_id FROM reading r JOIN installation i
     ON i.id = r.installation_id WHERE i.participant_id = :person))"""
"""In SQL, of a row `l` of the links: the person, their actions, devices and batches."""
