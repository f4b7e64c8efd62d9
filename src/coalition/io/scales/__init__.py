"""Tables of positions on scales."""
