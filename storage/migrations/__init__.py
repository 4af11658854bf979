"""The schema's history, run by storage.migrate."""

HEAD = "0001"
"""The newest revision, known without loading alembic; a test holds it against the scripts."""

VERSION = "SELECT version_num FROM alembic_version"
