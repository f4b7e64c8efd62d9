"""Who stands with whom, what recurs, and what changed."""
