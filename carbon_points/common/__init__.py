"""What has no subject of its own: units, ids, days, problems, progress, events."""
