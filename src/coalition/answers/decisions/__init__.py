"""What passes under a rule, and who blocks what."""
