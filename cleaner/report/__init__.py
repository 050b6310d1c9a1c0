"""Reports for people: what went and why."""
