"""Who could govern: which coalitions win, what holds them together, and who rules them out."""
