"""A file a language: its words by class, how they are put together, and examples that are tests."""
