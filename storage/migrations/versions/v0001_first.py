"""The first schema."""

# ruff: noqa: PLR0915  # one statement a table and index

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# A three-letter index over the documents, told of every change by triggers, so that it cannot come to differ from them.
TAKE_OUT = "INSERT INTO search_index (search_index, rowid, words, seers) VALUES ('delete', old.card_id, old.words, old.seers);"
PUT_IN = "INSERT INTO search_index (rowid, words, seers) VALUES (new.card_id, new.words, new.seers);"
SQLITE_SEARCH = (
    """CREATE VIRTUAL TABLE search_index USING fts5 (words, seers, content='search', content_rowid='card_id',
    tokenize='trigram case_sensitive 1', detail='none', columnsize=0)""",
    f"CREATE TRIGGER search_added AFTER INSERT ON search WHEN new.words IS NOT NULL BEGIN {PUT_IN} END",
    f"CREATE TRIGGER search_gone AFTER DELETE ON search WHEN old.words IS NOT NULL BEGIN {TAKE_OUT} END",
    f"""CREATE TRIGGER search_composed AFTER UPDATE OF words, seers ON search WHEN old.words IS NULL AND new.words IS NOT NULL
    BEGIN {PUT_IN} END""",
    f"""CREATE TRIGGER search_changed AFTER UPDATE OF words, seers ON search WHEN old.words IS NOT NULL
    BEGIN {TAKE_OUT} {PUT_IN} END""",
)


def _trigrams() -> str:
    """The operator class by its full name: the extension may live in another schema."""
    schema = (
        op.get_bind()
        .exec_driver_sql(
            "SELECT nspname FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace WHERE extname = 'pg_trgm'"
        )
        .scalar_one()
    )
    return f'"{schema}".gin_trgm_ops'


def upgrade() -> None:
    op.create_table(
        "company_names",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", "company_id", name=op.f("pk_company_names")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_company_names_company_id", "company_names", ["company_id"], unique=False, sqlite_where=None, postgresql_where=None
    )
    op.create_table(
        "contact_keys",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", "contact_id", name=op.f("pk_contact_keys")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_contact_keys_contact_id", "contact_keys", ["contact_id"], unique=False, sqlite_where=None, postgresql_where=None
    )
    op.create_table(
        "custom_fields",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custom_fields")),
    )
    op.create_table(
        "deal_contacts",
        sa.Column("contact_id", sa.BigInteger(), nullable=False),
        sa.Column("deal_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("contact_id", "deal_id", name=op.f("pk_deal_contacts")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_deal_contacts_deal_id", "deal_contacts", ["deal_id"], unique=False, sqlite_where=None, postgresql_where=None
    )
    op.create_table(
        "drafts",
        sa.Column("messenger", sa.Text(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("messenger", "chat", "thread", "account", name=op.f("pk_drafts")),
    )
    op.create_index("ix_drafts_expires_at", "drafts", ["expires_at"], unique=False, sqlite_where=None, postgresql_where=None)
    op.create_table(
        "event_subjects",
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("card_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("card_id", "event_id", "noun", name=op.f("pk_event_subjects")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "guests",
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("card_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("deal_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("card_id", "person_id", "deal_id", "noun", name=op.f("pk_guests")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_guests_deal_id", "guests", ["deal_id"], unique=False, sqlite_where=None, postgresql_where=None)
    op.create_index("ix_guests_person_id", "guests", ["person_id"], unique=False, sqlite_where=None, postgresql_where=None)
    op.create_table(
        "inbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("messenger", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("request", name=op.f("uq_inbox_request")),
    )
    op.create_index(
        "ix_inbox_aside", "inbox", ["id"], unique=False, sqlite_where=sa.text("state = 2"), postgresql_where=sa.text("state = 2")
    )
    op.create_index(
        "ix_inbox_done_at",
        "inbox",
        ["done_at"],
        unique=False,
        sqlite_where=sa.text("state = 1"),
        postgresql_where=sa.text("state = 1"),
    )
    op.create_index(
        "ix_inbox_waiting",
        "inbox",
        ["messenger", "id"],
        unique=False,
        sqlite_where=sa.text("state = 0"),
        postgresql_where=sa.text("state = 0"),
    )
    op.create_table(
        "loss_reasons",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loss_reasons")),
    )
    op.create_table(
        "pipelines",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pipelines")),
    )
    op.create_table(
        "requests",
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("request", name=op.f("pk_requests")),
    )
    op.create_index("ix_requests_at", "requests", ["at"], unique=False, sqlite_where=None, postgresql_where=None)
    op.create_table(
        "search",
        sa.Column("card_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("own", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("seers", sa.Text().with_variant(sa.ARRAY(sa.BigInteger()), "postgresql"), nullable=True),
        sa.PrimaryKeyConstraint("card_id", name=op.f("pk_search")),
    )
    op.create_table(
        "tags",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tags")),
    )
    op.create_table(
        "teams",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["teams.id"], name=op.f("fk_teams_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
    )
    op.create_table(
        "vocabulary",
        sa.Column("word", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_vocabulary")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "people",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("team_id", sa.BigInteger(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("day_starts", sa.Text(), nullable=False),
        sa.Column("day_ends", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("onboarded", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_people_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_table(
        "stages",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("pipeline_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("probability", sa.Integer(), nullable=False),
        sa.Column("stall_days", sa.Integer(), nullable=True),
        sa.Column("required", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["pipeline_id"], ["pipelines.id"], name=op.f("fk_stages_pipeline_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stages")),
    )
    op.create_table(
        "companies",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_companies_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_companies")),
    )
    op.create_index(
        "ix_companies_owner_id",
        "companies",
        ["owner_id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "events",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("undoes", sa.BigInteger(), nullable=True),
        sa.Column("undone_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["people.id"], name=op.f("fk_events_actor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index(
        "ix_events_undoable",
        "events",
        ["actor_id", "id"],
        unique=False,
        sqlite_where=sa.text("undoes IS NULL AND undone_by IS NULL AND changes <> '[]'"),
        postgresql_where=sa.text("undoes IS NULL AND undone_by IS NULL AND changes <> '[]'"),
    )
    op.create_table(
        "files",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("about_noun", sa.Text(), nullable=False),
        sa.Column("about_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("mime", sa.Text(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("messenger", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_files_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
    )
    op.create_index("ix_files_about_id", "files", ["about_id", "id"], unique=False, sqlite_where=None, postgresql_where=None)
    op.create_table(
        "invites",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("team_id", sa.BigInteger(), nullable=True),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("made_by", sa.BigInteger(), nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_invites_made_by")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_invites_person_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_invites_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invites")),
        sa.UniqueConstraint("code", name=op.f("uq_invites_code")),
    )
    op.create_table(
        "notes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("about_noun", sa.Text(), nullable=False),
        sa.Column("about_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=True),
        sa.Column("sender", sa.Text(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_notes_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    op.create_index("ix_notes_about_id", "notes", ["about_id", "id"], unique=False, sqlite_where=None, postgresql_where=None)
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("messenger", sa.Text(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("edits", sa.Text(), nullable=True),
        sa.Column("about_noun", sa.Text(), nullable=True),
        sa.Column("about_id", sa.BigInteger(), nullable=True),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_outbox_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index(
        "ix_outbox_finished_at",
        "outbox",
        ["finished_at"],
        unique=False,
        sqlite_where=sa.text("finished_at IS NOT NULL"),
        postgresql_where=sa.text("finished_at IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_key_gone",
        "outbox",
        ["key"],
        unique=False,
        sqlite_where=sa.text("state > 0 AND key IS NOT NULL"),
        postgresql_where=sa.text("state > 0 AND key IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_lease_until",
        "outbox",
        ["lease_until"],
        unique=False,
        sqlite_where=sa.text("lease_until IS NOT NULL"),
        postgresql_where=sa.text("lease_until IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["priority", "due_at", "messenger", "id"],
        unique=False,
        sqlite_where=sa.text("state = 0"),
        postgresql_where=sa.text("state = 0"),
    )
    op.create_index(
        "uq_outbox_key",
        "outbox",
        ["key"],
        unique=True,
        sqlite_where=sa.text("state = 0 AND key IS NOT NULL"),
        postgresql_where=sa.text("state = 0 AND key IS NOT NULL"),
    )
    op.create_table(
        "placements",
        sa.Column("messenger", sa.Text(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("about_noun", sa.Text(), nullable=True),
        sa.Column("about_id", sa.BigInteger(), nullable=True),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("shown_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_placements_person_id")),
        sa.PrimaryKeyConstraint("messenger", "chat", "message", name=op.f("pk_placements")),
    )
    op.create_index(
        "ix_placements_about",
        "placements",
        ["about_id", "about_noun", "person_id", "shown_at"],
        unique=False,
        sqlite_where=None,
        postgresql_where=None,
    )
    op.create_index(
        "ix_placements_recent",
        "placements",
        ["messenger", "chat", "shown_at"],
        unique=False,
        sqlite_where=sa.text("about_id IS NOT NULL"),
        postgresql_where=sa.text("about_id IS NOT NULL"),
    )
    op.create_index("ix_placements_shown_at", "placements", ["shown_at"], unique=False, sqlite_where=None, postgresql_where=None)
    op.create_table(
        "tasks",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("due_day", sa.Text(), nullable=True),
        sa.Column("due_time", sa.Text(), nullable=True),
        sa.Column("due_zone", sa.Text(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("owner_id", sa.BigInteger(), nullable=True),
        sa.Column("author_id", sa.BigInteger(), nullable=True),
        sa.Column("about_noun", sa.Text(), nullable=True),
        sa.Column("about_id", sa.BigInteger(), nullable=True),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_tasks_author_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_tasks_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
    )
    op.create_index(
        "ix_tasks_about_id",
        "tasks",
        ["about_id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL AND done_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL AND done_at IS NULL"),
    )
    op.create_index(
        "ix_tasks_due_at",
        "tasks",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL AND done_at IS NULL AND due_at IS NOT NULL"),
        postgresql_where=sa.text("deleted_at IS NULL AND done_at IS NULL AND due_at IS NOT NULL"),
    )
    op.create_index(
        "ix_tasks_undated",
        "tasks",
        ["id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL AND done_at IS NULL AND due_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL AND done_at IS NULL AND due_at IS NULL"),
    )
    op.create_index(
        "ix_tasks_owner_id_due_at",
        "tasks",
        ["owner_id", "due_at"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL AND done_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL AND done_at IS NULL"),
    )
    op.create_table(
        "contacts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("middle_name", sa.Text(), nullable=False),
        sa.Column("phones", sa.Text(), nullable=False),
        sa.Column("emails", sa.Text(), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=True),
        sa.Column("job_title", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_contacts_company_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_contacts_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
    )
    op.create_index(
        "ix_contacts_company_id",
        "contacts",
        ["company_id"],
        unique=False,
        sqlite_where=sa.text("company_id IS NOT NULL"),
        postgresql_where=sa.text("company_id IS NOT NULL"),
    )
    op.create_index(
        "ix_contacts_owner_id",
        "contacts",
        ["owner_id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "deals",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("pipeline_id", sa.BigInteger(), nullable=False),
        sa.Column("stage_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_stage_at", sa.BigInteger(), nullable=False),
        sa.Column("furthest", sa.Integer(), nullable=False),
        sa.Column("contacts", sa.Text(), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("expected_close", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.BigInteger(), nullable=True),
        sa.Column("participants", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("won", sa.Boolean(), nullable=True),
        sa.Column("loss_reason_id", sa.BigInteger(), nullable=True),
        sa.Column("loss_note", sa.Text(), nullable=True),
        sa.Column("no_next_step", sa.Text(), nullable=True),
        sa.CheckConstraint("(amount IS NULL) = (currency IS NULL)", name="ck_deals_amount"),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_deals_company_id")),
        sa.ForeignKeyConstraint(["loss_reason_id"], ["loss_reasons.id"], name=op.f("fk_deals_loss_reason_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_deals_owner_id")),
        sa.ForeignKeyConstraint(["pipeline_id"], ["pipelines.id"], name=op.f("fk_deals_pipeline_id")),
        sa.ForeignKeyConstraint(["stage_id"], ["stages.id"], name=op.f("fk_deals_stage_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deals")),
    )
    op.create_index(
        "ix_deals_board",
        "deals",
        ["pipeline_id", "stage_id", "currency", "amount", "owner_id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_deals_company_id",
        "deals",
        ["company_id"],
        unique=False,
        sqlite_where=sa.text("company_id IS NOT NULL"),
        postgresql_where=sa.text("company_id IS NOT NULL"),
    )
    op.create_index(
        "ix_deals_owner_id",
        "deals",
        ["owner_id", "closed_at"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_deals_stage_id_id",
        "deals",
        ["stage_id", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "identities",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("messenger", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("username", sa.Text(), nullable=True),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("contact_id", sa.BigInteger(), nullable=True),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_identities_contact_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_identities_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identities")),
    )
    op.create_index(
        "ix_identities_contact_id",
        "identities",
        ["contact_id"],
        unique=False,
        sqlite_where=sa.text("contact_id IS NOT NULL"),
        postgresql_where=sa.text("contact_id IS NOT NULL"),
    )
    op.create_index(
        "ix_identities_person_id",
        "identities",
        ["person_id"],
        unique=False,
        sqlite_where=sa.text("person_id IS NOT NULL"),
        postgresql_where=sa.text("person_id IS NOT NULL"),
    )
    op.create_index(
        "uq_identities_account",
        "identities",
        ["messenger", "external_id"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    if op.get_context().dialect.name == "sqlite":
        for statement in SQLITE_SEARCH:
            op.execute(statement)
    else:
        op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public")
        op.execute(f"CREATE INDEX ix_search_words ON search USING gin (words {_trigrams()}, seers)")


def downgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
    op.drop_index(
        "uq_identities_account",
        table_name="identities",
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.drop_index(
        "ix_identities_person_id",
        table_name="identities",
        sqlite_where=sa.text("person_id IS NOT NULL"),
        postgresql_where=sa.text("person_id IS NOT NULL"),
    )
    op.drop_index(
        "ix_identities_contact_id",
        table_name="identities",
        sqlite_where=sa.text("contact_id IS NOT NULL"),
        postgresql_where=sa.text("contact_id IS NOT NULL"),
    )
    op.drop_table("identities")
    op.drop_index(
        "ix_deals_stage_id_id",
        table_name="deals",
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.drop_index(
        "ix_deals_owner_id",
        table_name="deals",
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.drop_index(
        "ix_deals_company_id",
        table_name="deals",
        sqlite_where=sa.text("company_id IS NOT NULL"),
        postgresql_where=sa.text("company_id IS NOT NULL"),
    )
    op.drop_index(
        "ix_deals_board",
        table_name="deals",
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.drop_table("deals")
    op.drop_index(
        "ix_contacts_owner_id",
        table_name="contacts",
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.drop_index(
        "ix_contacts_company_id",
        table_name="contacts",
        sqlite_where=sa.text("company_id IS NOT NULL"),
        postgresql_where=sa.text("company_id IS NOT NULL"),
    )
    op.drop_table("contacts")
    op.drop_index(
        "ix_tasks_owner_id_due_at",
        table_name="tasks",
        sqlite_where=sa.text("deleted_at IS NULL AND done_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL AND done_at IS NULL"),
    )
    op.drop_index(
        "ix_tasks_due_at",
        table_name="tasks",
        sqlite_where=sa.text("deleted_at IS NULL AND done_at IS NULL AND due_at IS NOT NULL"),
        postgresql_where=sa.text("deleted_at IS NULL AND done_at IS NULL AND due_at IS NOT NULL"),
    )
    op.drop_index(
        "ix_tasks_undated",
        table_name="tasks",
        sqlite_where=sa.text("deleted_at IS NULL AND done_at IS NULL AND due_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL AND done_at IS NULL AND due_at IS NULL"),
    )
    op.drop_index(
        "ix_tasks_about_id",
        table_name="tasks",
        sqlite_where=sa.text("deleted_at IS NULL AND done_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL AND done_at IS NULL"),
    )
    op.drop_table("tasks")
    op.drop_index("ix_placements_shown_at", table_name="placements", sqlite_where=None, postgresql_where=None)
    op.drop_index(
        "ix_placements_recent",
        table_name="placements",
        sqlite_where=sa.text("about_id IS NOT NULL"),
        postgresql_where=sa.text("about_id IS NOT NULL"),
    )
    op.drop_index("ix_placements_about", table_name="placements", sqlite_where=None, postgresql_where=None)
    op.drop_table("placements")
    op.drop_index(
        "uq_outbox_key",
        table_name="outbox",
        sqlite_where=sa.text("state = 0 AND key IS NOT NULL"),
        postgresql_where=sa.text("state = 0 AND key IS NOT NULL"),
    )
    op.drop_index(
        "ix_outbox_waiting", table_name="outbox", sqlite_where=sa.text("state = 0"), postgresql_where=sa.text("state = 0")
    )
    op.drop_index(
        "ix_outbox_lease_until",
        table_name="outbox",
        sqlite_where=sa.text("lease_until IS NOT NULL"),
        postgresql_where=sa.text("lease_until IS NOT NULL"),
    )
    op.drop_index(
        "ix_outbox_key_gone",
        table_name="outbox",
        sqlite_where=sa.text("state > 0 AND key IS NOT NULL"),
        postgresql_where=sa.text("state > 0 AND key IS NOT NULL"),
    )
    op.drop_index(
        "ix_outbox_finished_at",
        table_name="outbox",
        sqlite_where=sa.text("finished_at IS NOT NULL"),
        postgresql_where=sa.text("finished_at IS NOT NULL"),
    )
    op.drop_table("outbox")
    op.drop_index("ix_notes_about_id", table_name="notes", sqlite_where=None, postgresql_where=None)
    op.drop_table("notes")
    op.drop_table("invites")
    op.drop_index("ix_files_about_id", table_name="files", sqlite_where=None, postgresql_where=None)
    op.drop_table("files")
    op.drop_index(
        "ix_events_undoable",
        table_name="events",
        sqlite_where=sa.text("undoes IS NULL AND undone_by IS NULL AND changes <> '[]'"),
        postgresql_where=sa.text("undoes IS NULL AND undone_by IS NULL AND changes <> '[]'"),
    )
    op.drop_table("events")
    op.drop_index(
        "ix_companies_owner_id",
        table_name="companies",
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.drop_table("companies")
    op.drop_table("stages")
    op.drop_table("people")
    op.drop_table("vocabulary")
    op.drop_table("teams")
    op.drop_table("tags")
    op.drop_table("search")
    op.drop_index("ix_requests_at", table_name="requests", sqlite_where=None, postgresql_where=None)
    op.drop_table("requests")
    op.drop_table("pipelines")
    op.drop_table("loss_reasons")
    op.drop_index("ix_inbox_waiting", table_name="inbox", sqlite_where=sa.text("state = 0"), postgresql_where=sa.text("state = 0"))
    op.drop_index("ix_inbox_done_at", table_name="inbox", sqlite_where=sa.text("state = 1"), postgresql_where=sa.text("state = 1"))
    op.drop_index("ix_inbox_aside", table_name="inbox", sqlite_where=sa.text("state = 2"), postgresql_where=sa.text("state = 2"))
    op.drop_table("inbox")
    op.drop_index("ix_guests_person_id", table_name="guests", sqlite_where=None, postgresql_where=None)
    op.drop_index("ix_guests_deal_id", table_name="guests", sqlite_where=None, postgresql_where=None)
    op.drop_table("guests")
    op.drop_table("event_subjects")
    op.drop_index("ix_drafts_expires_at", table_name="drafts", sqlite_where=None, postgresql_where=None)
    op.drop_table("drafts")
    op.drop_index("ix_deal_contacts_deal_id", table_name="deal_contacts", sqlite_where=None, postgresql_where=None)
    op.drop_table("deal_contacts")
    op.drop_table("custom_fields")
    op.drop_index("ix_contact_keys_contact_id", table_name="contact_keys", sqlite_where=None, postgresql_where=None)
    op.drop_table("contact_keys")
    op.drop_index("ix_company_names_company_id", table_name="company_names", sqlite_where=None, postgresql_where=None)
    op.drop_table("company_names")
