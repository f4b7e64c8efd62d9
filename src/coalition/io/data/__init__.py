"""Values as data that JSON can hold, and back: one table of kinds writes, reads and describes."""
