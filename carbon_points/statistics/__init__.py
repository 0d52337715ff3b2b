"""Read-only tables by place, methodology, month, grade and scenario."""
