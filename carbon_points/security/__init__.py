"""Operators and rights, the hash chain, the operation log, sealed identities."""
