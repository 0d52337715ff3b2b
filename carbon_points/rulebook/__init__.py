"""What is in force here and since when: statuses, factor sets, rates, policies."""
