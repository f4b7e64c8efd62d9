"""The tools of the docs, each run as it stands and asked by a real client."""
