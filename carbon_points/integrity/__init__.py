"""Runs every room's checks over a whole database."""
