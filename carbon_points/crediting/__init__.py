"""From an approved action to points and to the accrued reduction."""
