"""What changed from one version of a case to another, and which answers with it."""
