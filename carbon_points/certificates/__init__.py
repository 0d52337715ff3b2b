"""Papers for a participant: certificates, slips, receipts, and how they are checked."""
