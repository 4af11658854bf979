"""Tasks: the day, the lists, a new one, done or put off."""
