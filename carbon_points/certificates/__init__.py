"""Papers for a participant, above all the signed certificate."""
