"""Files that nobody needs to fear: some thousands, the same whenever they are made."""
