"""Case files in TOML, the cases that are shipped, and the schema of both."""
