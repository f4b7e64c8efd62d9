"""Any simple game: winning and blocking sets, members in special roles, power indices."""
