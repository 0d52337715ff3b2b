"""Residents and SMEs: registration, consent, search."""
