"""What goes out: due rows are found, built as the world stands now, sent within the budget; sent, failed or uncertain."""
