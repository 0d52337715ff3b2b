"""Opens, locks, checks, backs up and restores a programme database."""
