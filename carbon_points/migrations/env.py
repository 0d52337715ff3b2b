"""Alembic's hook: migrate the database it is handed.

Run from a terminal for a new step, it compares with `metadata.METADATA`.
"""

from __future__ import annotations

from alembic import context

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=context.config.attributes.get("metadata"),
    # Each step inside the one transaction that `storage.schema.upgrade` has opened.
    transactional_ddl=True,
)
context.run_migrations()
