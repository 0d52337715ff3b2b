"""The built-in methodologies: one folder each, found by listing them."""
