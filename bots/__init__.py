"""The conversations: what both messengers share, and one folder a messenger."""
