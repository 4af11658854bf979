"""Deals: the funnel, the card, a new one, its moves, its people and its next touch."""
