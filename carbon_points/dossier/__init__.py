"""The acceptance dossier of a scenario and the yearly report of a place, as papers."""
