"""What every messenger shares: actions, cards of meaning, forms, commands, flows and texts."""
