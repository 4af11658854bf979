"""What hangs on a card: notes, files, visits, forwarded words, and its timeline."""
