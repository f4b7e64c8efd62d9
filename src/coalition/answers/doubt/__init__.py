"""How sure an answer is, and what would change it."""
