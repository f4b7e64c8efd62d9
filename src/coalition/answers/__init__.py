"""What follows from a case or from votes, a folder for each heading of the how-to guides."""
