"""What follows from what was said: splits, balance, blockers, movement, dissent, deadlock."""
