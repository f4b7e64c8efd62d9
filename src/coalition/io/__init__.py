"""Case files: read to the last fault, written whole or not at all, and what they may say."""
