"""The acceptance dossier: its papers, its proof, its own check."""
