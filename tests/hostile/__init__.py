"""Files that nobody needs to fear: several hundred, the same each time they are made."""
