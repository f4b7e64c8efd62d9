"""What was said: the parties and politicians, their statements, and the collection of them."""
