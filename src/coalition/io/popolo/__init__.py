"""Popolo, the JSON in which parliaments publish who sits where and how they vote."""
