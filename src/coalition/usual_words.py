"""Words that people use for a stance, or for how it is known, and what they usually mean."""
