"""The plan's indicators and key projects as a register in the plan's own columns."""
