"""Promises, demands, ultimatums and the party line: what is kept, broken or stuck."""
