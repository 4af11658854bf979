"""Tasks, reminders and what is delivered to whom when."""
