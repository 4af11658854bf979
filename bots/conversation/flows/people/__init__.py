"""Colleagues: how they come in, who they are, how they leave, and their own settings."""
