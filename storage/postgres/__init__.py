"""Voronka on PostgreSQL."""
