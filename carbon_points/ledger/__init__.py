"""One double-entry, append-only journal of points and reductions."""
