"""A page to send: the answers to a case as one HTML file that needs nothing else."""
