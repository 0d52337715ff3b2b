"""Files that the program reads: fonts, icons, translations, places, shared factors."""
