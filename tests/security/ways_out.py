"""Where anything leaves the program without a row of its own, and why that is right.

What does leave one is in `ways_played`: each way is tried there. A function that lets
something out and stands in none of the tables fails `test_ways_out`.
"""

from __future__ import annotations

from typing import Final

SEALED: Final = frozenset({"carbon_points/evidence/service.py:read"})
"""Opens what lies sealed: whoever calls it shows it, or takes it along."""

_PAPERS: Final = "one form of a paper; who wants it notes it"
_DOSSIER: Final = "a part of the dossier, which is noted as a whole"

INNER: Final = {
    "carbon_points/audit/sheets.py:write_differences": _PAPERS,
    "carbon_points/audit/sheets.py:write_sample": _PAPERS,
    "carbon_points/certificates/service.py:_make": "the acts that reserve the papers",
    "carbon_points/cli/commands/intake.py:_write_rejects": _PAPERS,
    "carbon_points/cli/commands/sampling.py:_write": _PAPERS,
    "carbon_points/cli/statistics.py:_write": _PAPERS,
    "carbon_points/dossier/contents.py:_write_book": _DOSSIER,
    "carbon_points/dossier/contents.py:_write_proof": _DOSSIER,
    "carbon_points/dossier/contents.py:write_books": _DOSSIER,
    "carbon_points/dossier/contents.py:write_evidence": _DOSSIER,
    "carbon_points/dossier/contents.py:write_self_test": _DOSSIER,
    "carbon_points/dossier/evidence_files.py:_copied": _DOSSIER,
    "carbon_points/dossier/evidence_files.py:copy": _DOSSIER,
    "carbon_points/dossier/manifest.py:write": _DOSSIER,
    "carbon_points/dossier/pdf_paper.py:write_pdf": _DOSSIER,
    "carbon_points/dossier/proof.py:write_vectors": _DOSSIER,
    "carbon_points/dossier/service.py:_write": _DOSSIER,
    "carbon_points/dossier/tables.py:write_csv": _DOSSIER,
    "carbon_points/dossier/tables.py:write_sheets": _DOSSIER,
    "carbon_points/dossier/word_paper.py:write_word": _DOSSIER,
    "carbon_points/indicators/service.py:read_evidence": "a file out of the vault",
    "carbon_points/exchange/readers/rejects.py:write_rejects": _PAPERS,
    "carbon_points/exchange/sheet.py:rest": _PAPERS,
    "carbon_points/integrity/backup_run.py:_one": "the run keeps a row of each place",
    "carbon_points/integrity/backup_run.py:_made": "the run keeps a row of each place",
    "carbon_points/integrity/day_paper.py:write_day_paper": _PAPERS,
    "carbon_points/integrity/day_workbook.py:write_day_sheet": _PAPERS,
    "carbon_points/integrity/diagnosis.py:export": "the page notes it",
    "carbon_points/integrity/recovery_paper.py:write_sheets": "the key is noted first",
    "carbon_points/scenarios/output.py:write_chart": _PAPERS,
    "carbon_points/scenarios/output.py:write_statistics": _PAPERS,
    "carbon_points/scenarios/paper.py:statistics_pdf": _PAPERS,
    "carbon_points/scenarios/pictures.py:save": _PAPERS,
    "carbon_points/scenarios/public_output.py:write_register": _PAPERS,
    "carbon_points/scenarios/public_workbook.py:write_register_workbook": _PAPERS,
    "carbon_points/scenarios/working_paper.py:write_working_paper": _PAPERS,
    "carbon_points/statistics/workbook.py:write_chart_workbook": _PAPERS,
    "carbon_points/statistics/workbook.py:write_workbook": _PAPERS,
    "carbon_points/storage/archive.py:write_archive": "a backup, which is noted",
    "carbon_points/storage/backup.py:_write": "a backup, which is noted",
    "carbon_points/storage/backup.py:backup": "a backup, which is noted",
    "ui/scenario_desk/scenario_papers.py:_write_all": _PAPERS,
    "ui/scenario_desk/scenario_papers.py:_write_one": _PAPERS,
    "ui/shared/printing.py:print_pdf": "the printer itself; who sends a paper notes it",
    "ui/shared/printing.py:send_to_printer": "the same in a thread of its own",
}
"""Writes for others: whoever calls it is looked for, too."""

_PUBLIC: Final = "for everybody: it names nobody"
_OWN: Final = "the program's own, beside the books or in the user's folders"
_DEMO: Final = "made-up people of the demonstration"
_TAKEN: Final = "something that comes in"
_TRACE: Final = "a calculation: amounts and factors, no name and no number of a person"

FREE: Final = {
    "carbon_points/audit/changing.py:_workbook": "kept as evidence of a chained change",
    "carbon_points/certificates/checkpoints.py:write_checkpoint": _PUBLIC,
    "carbon_points/certificates/fonts.py:_unpacked_once": _OWN,
    "carbon_points/certificates/keys.py:write_public": _PUBLIC,
    "carbon_points/certificates/service.py:finish_interrupted": (
        "papers whose issue is in the chain and was cut short"
    ),
    "carbon_points/cli/commands/health.py:_bundle": (
        "counts and kinds of errors, of nobody; works where nothing can be written"
    ),
    "carbon_points/cli/commands/pool_documents.py:public": _PUBLIC,
    "carbon_points/cli/commands/signing_keys.py:certify": _PUBLIC,
    "carbon_points/dossier/service.py:_read": "reads the books",
    "carbon_points/evidence/photos.py:_signed": "compares photos; nobody sees one",
    "carbon_points/evidence/service.py:_measured": _TAKEN,
    "carbon_points/evidence/service.py:_store": _OWN,
    "carbon_points/exchange/demo.py:run_demo": _DEMO,
    "carbon_points/exchange/readers/large_workbook.py:_Book._with": _TAKEN,
    "carbon_points/exchange/readers/large_workbook.py:_Book._without_sheets": _TAKEN,
    "carbon_points/indicators/demo.py:fill_plan": _DEMO,
    "carbon_points/integrity/erased_list.py:note_erased": _OWN,
    "carbon_points/scenarios/demo_file.py:_printed": _DEMO,
    "carbon_points/scenarios/demo_papers.py:_scenario_papers": _DEMO,
    "carbon_points/scenarios/demo_papers.py:write_papers": _DEMO,
    "carbon_points/scenarios/demo_pool.py:_disposed": _DEMO,
    "carbon_points/scenarios/pictures.py:figure": "draws in memory",
    "carbon_points/scenarios/pictures.py:pdf": "draws in memory",
    "carbon_points/scenarios/pictures.py:png": "draws in memory",
    "carbon_points/storage/archive.py:Archive.extract": _TAKEN,
    "carbon_points/storage/bringing_up.py:_set_copies_aside": _OWN,
    "carbon_points/storage/files.py:sync_file": "what somebody else wrote",
    "carbon_points/storage/files.py:write_whole": "what every way is made of",
    "carbon_points/storage/keys.py:keep_key": (
        "a key for who has it already: both halves, or the open books"
    ),
    "carbon_points/storage/moves.py:move_together": _OWN,
    "ui/admin/signing_work.py:list_desks": _PUBLIC,
    "ui/audit_desk/pool_work.py:publish": _PUBLIC,
    "ui/audit_desk/queue_view.py:QueueView._connect": (
        "numbers of records and reasons that the auditor just typed"
    ),
    "ui/scenario_desk/dossier_view.py:DossierPanel.open_folder": "opens a folder",
    "ui/service_desk/evidence_row.py:EvidenceRow.paste": _TAKEN,
    "ui/service_desk/import_columns_work.py:save": "headings of columns",
    "ui/service_desk/methodologies_try.py:TryCard.copy": _TRACE,
    "ui/shared/books_watch.py:BooksWatch.open_folder": "opens a folder",
    "ui/shared/fonts.py:unpack_rarest": _OWN,
    "ui/shared/pictures.py:take": _DEMO,
    "ui/shared/why_panel.py:WhyPanel.copy": _TRACE,
}
"""Leaves no row, and why none is needed."""
