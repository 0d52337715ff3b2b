"""Files that prove something, kept sealed beside the database."""
