"""What an administrator keeps: pipelines and stages, teams, roles, fields, tags, loss reasons."""
