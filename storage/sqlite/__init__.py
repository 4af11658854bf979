"""Voronka on SQLite: many readers, one writer, group commit."""
