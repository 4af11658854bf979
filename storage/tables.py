"""Every table. A record's columns are named after its fields; what follows the records is derived from them or moves messages."""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)
from sqlalchemy.sql.schema import SchemaItem

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite keeps a row under its id only when the column is named INTEGER.
ID = BigInteger().with_variant(Integer(), "sqlite")


def _record(name: str, *items: SchemaItem) -> Table:
    return Table(
        name,
        metadata,
        Column("id", ID, primary_key=True, autoincrement=False),
        Column("created_at", BigInteger, nullable=False),
        Column("version", Integer, nullable=False),
        Column("deleted_at", BigInteger),
        *items,
    )


def _big(name: str, target: str | None = None, *, needed: bool = False) -> Column[int]:
    return Column(name, BigInteger, *([ForeignKey(f"{target}.id")] if target else []), nullable=not needed)


def _text(name: str, *, needed: bool = False) -> Column[str]:
    return Column(name, Text, nullable=not needed)


def _number(name: str, *, needed: bool = True) -> Column[int]:
    return Column(name, Integer, nullable=not needed)


def _flag(name: str, *, needed: bool = True) -> Column[bool]:
    return Column(name, Boolean(create_constraint=False), nullable=not needed)


def _index(name: str, *columns: str, where: str | None = None, unique: bool = False) -> Index:
    condition = text(where) if where else None
    return Index(name, *columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


teams = _record("teams", _text("name", needed=True), _big("parent_id", "teams"))

people = _record(
    "people",
    _text("name", needed=True),
    _text("role", needed=True),
    _text("email"),
    _big("team_id", "teams"),
    _text("language", needed=True),
    _text("time_zone", needed=True),
    _text("day_starts", needed=True),
    _text("day_ends", needed=True),
    _flag("active"),
    _flag("onboarded"),
)

companies = _record(
    "companies",
    _text("name", needed=True),
    _big("owner_id", "people"),
    _text("source"),
    _text("tags", needed=True),
    _index("ix_companies_owner_id", "owner_id", where="deleted_at IS NULL"),
)

contacts = _record(
    "contacts",
    _text("first_name", needed=True),
    _text("last_name", needed=True),
    _text("middle_name", needed=True),
    _text("phones", needed=True),
    _text("emails", needed=True),
    _big("company_id", "companies"),
    _text("job_title"),
    _big("owner_id", "people"),
    _text("source"),
    _text("tags", needed=True),
    _text("fields", needed=True),
    _index("ix_contacts_owner_id", "owner_id", where="deleted_at IS NULL"),
    _index("ix_contacts_company_id", "company_id", where="company_id IS NOT NULL"),
)

identities = _record(
    "identities",
    _text("messenger", needed=True),
    _text("external_id", needed=True),
    _text("username"),
    _text("chat", needed=True),
    _big("person_id", "people"),
    _big("contact_id", "contacts"),
    _flag("reachable"),
    _index("uq_identities_account", "messenger", "external_id", where="deleted_at IS NULL", unique=True),
    _index("ix_identities_person_id", "person_id", where="person_id IS NOT NULL"),
    _index("ix_identities_contact_id", "contact_id", where="contact_id IS NOT NULL"),
)

invites = _record(
    "invites",
    Column("code", Text, nullable=False, unique=True),
    _text("role", needed=True),
    _big("team_id", "teams"),
    _big("person_id", "people"),
    _big("made_by", "people"),
    _big("expires_at", needed=True),
    _big("used_at"),
)

pipelines = _record("pipelines", _text("name", needed=True), _number("position"))

stages = _record(
    "stages",
    _big("pipeline_id", "pipelines", needed=True),
    _text("name", needed=True),
    _number("position"),
    _text("kind", needed=True),
    _number("probability"),
    _number("stall_days", needed=False),
    _text("required", needed=True),
)

loss_reasons = _record("loss_reasons", _text("name", needed=True), _number("position"))

tags = _record("tags", _text("name", needed=True))

custom_fields = _record(
    "custom_fields",
    _text("of", needed=True),
    _text("name", needed=True),
    _text("kind", needed=True),
    _number("position"),
    _text("choices", needed=True),
)

deals = _record(
    "deals",
    _text("title", needed=True),
    _big("pipeline_id", "pipelines", needed=True),
    _big("stage_id", "stages", needed=True),
    _big("entered_stage_at", needed=True),
    _number("furthest"),
    _text("contacts", needed=True),
    _big("company_id", "companies"),
    _big("amount"),
    _text("currency"),
    _text("expected_close"),
    _big("owner_id", "people"),
    _text("participants", needed=True),
    _text("source"),
    _text("tags", needed=True),
    _text("fields", needed=True),
    _big("closed_at"),
    _flag("won", needed=False),
    _big("loss_reason_id", "loss_reasons"),
    _text("loss_note"),
    _text("no_next_step"),
    CheckConstraint("(amount IS NULL) = (currency IS NULL)", name="ck_deals_amount"),
    _index("ix_deals_owner_id", "owner_id", "closed_at", where="deleted_at IS NULL"),
    _index("ix_deals_company_id", "company_id", where="company_id IS NOT NULL"),
    _index("ix_deals_stage_id_id", "stage_id", "id", where="deleted_at IS NULL"),
    _index("ix_deals_no_next_step", "owner_id", "id", where="deleted_at IS NULL AND closed_at IS NULL AND no_next_step IS NULL"),
    _index("ix_deals_board", "pipeline_id", "stage_id", "currency", "amount", "owner_id", where="deleted_at IS NULL"),
)

tasks = _record(
    "tasks",
    _text("text", needed=True),
    _text("kind", needed=True),
    _text("due_day"),
    _text("due_time"),
    _text("due_zone", needed=True),
    _big("due_at"),
    _big("owner_id", "people"),
    _big("author_id", "people"),
    _text("about_noun"),
    _big("about_id"),
    _big("done_at"),
    _text("result"),
    _index("ix_tasks_owner_id_due_at", "owner_id", "due_at", where="deleted_at IS NULL AND done_at IS NULL"),
    _index("ix_tasks_due_at", "due_at", where="deleted_at IS NULL AND done_at IS NULL"),
    _index("ix_tasks_about_id", "about_id", where="deleted_at IS NULL AND done_at IS NULL"),
)

notes = _record(
    "notes",
    _text("about_noun", needed=True),
    _big("about_id", needed=True),
    _text("text", needed=True),
    _big("author_id", "people"),
    _text("sender"),
    Column("latitude", Double),
    Column("longitude", Double),
    _index("ix_notes_about_id", "about_id", "id"),
)

files = _record(
    "files",
    _text("about_noun", needed=True),
    _big("about_id", needed=True),
    _text("name", needed=True),
    _text("kind", needed=True),
    _text("mime"),
    _big("size"),
    _text("messenger", needed=True),
    _text("reference", needed=True),
    _text("sha256"),
    _text("caption", needed=True),
    _big("author_id", "people"),
    _index("ix_files_about_id", "about_id", "id"),
)

events = Table(
    "events",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=False),
    _big("at", needed=True),
    _text("kind", needed=True),
    _big("actor_id", "people"),
    _text("request", needed=True),
    _text("about", needed=True),
    _text("facts", needed=True),
    _text("changes", needed=True),
    _big("undoes"),
    _big("undone_by"),
    _index("ix_events_undoable", "actor_id", "id", where="undoes IS NULL AND undone_by IS NULL AND changes <> '[]'"),
)

event_subjects = Table(
    "event_subjects",
    metadata,
    _text("noun", needed=True),
    _big("card_id", needed=True),
    _big("event_id", needed=True),
    PrimaryKeyConstraint("card_id", "event_id", "noun"),
    sqlite_with_rowid=False,
)

contact_keys = Table(
    "contact_keys",
    metadata,
    _text("key", needed=True),
    _big("contact_id", needed=True),
    PrimaryKeyConstraint("key", "contact_id"),
    _index("ix_contact_keys_contact_id", "contact_id"),
    sqlite_with_rowid=False,
)

company_names = Table(
    "company_names",
    metadata,
    _text("name", needed=True),
    _big("company_id", needed=True),
    PrimaryKeyConstraint("name", "company_id"),
    _index("ix_company_names_company_id", "company_id"),
    sqlite_with_rowid=False,
)

deal_contacts = Table(
    "deal_contacts",
    metadata,
    _big("contact_id", needed=True),
    _big("deal_id", needed=True),
    PrimaryKeyConstraint("contact_id", "deal_id"),
    _index("ix_deal_contacts_deal_id", "deal_id"),
    sqlite_with_rowid=False,
)

guests = Table(
    "guests",
    metadata,
    _text("noun", needed=True),
    _big("card_id", needed=True),
    _big("person_id", needed=True),
    _big("deal_id", needed=True),
    PrimaryKeyConstraint("card_id", "person_id", "deal_id", "noun"),
    _index("ix_guests_deal_id", "deal_id"),
    _index("ix_guests_person_id", "person_id"),
    sqlite_with_rowid=False,
)

inbox = Table(
    "inbox",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=False),
    Column("request", Text, nullable=False, unique=True),
    _text("messenger", needed=True),
    _text("lane", needed=True),
    _text("payload", needed=True),
    _big("received_at", needed=True),
    _number("attempts"),
    _text("error"),
    _number("state"),
    _big("done_at"),
    _index("ix_inbox_waiting", "messenger", "id", where="state = 0"),
    _index("ix_inbox_aside", "id", where="state = 2"),
    _index("ix_inbox_done_at", "done_at", where="state = 1"),
)

requests = Table(
    "requests",
    metadata,
    Column("request", Text, primary_key=True),
    _big("at", needed=True),
    _index("ix_requests_at", "at"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=False),
    _text("kind", needed=True),
    _number("priority"),
    _big("due_at", needed=True),
    _big("person_id", "people"),
    _text("messenger", needed=True),
    _text("chat", needed=True),
    _text("thread", needed=True),
    _text("edits"),
    _text("about_noun"),
    _big("about_id"),
    _text("payload", needed=True),
    _text("key"),
    _number("attempts"),
    _number("state"),
    _big("lease_until"),
    _big("finished_at"),
    _text("error"),
    _index("ix_outbox_waiting", "priority", "due_at", "messenger", "id", where="state = 0"),
    _index("uq_outbox_key", "key", where="state = 0 AND key IS NOT NULL", unique=True),
    _index("ix_outbox_key_gone", "key", where="state > 0 AND key IS NOT NULL"),
    _index("ix_outbox_lease_until", "lease_until", where="lease_until IS NOT NULL"),
    _index("ix_outbox_finished_at", "finished_at", where="finished_at IS NOT NULL"),
)

placements = Table(
    "placements",
    metadata,
    _text("messenger", needed=True),
    _text("chat", needed=True),
    _text("message", needed=True),
    _text("thread", needed=True),
    _big("person_id", "people"),
    _text("about_noun"),
    _big("about_id"),
    _text("payload", needed=True),
    _big("shown_at", needed=True),
    PrimaryKeyConstraint("messenger", "chat", "message"),
    _index("ix_placements_about", "about_id", "about_noun", "person_id", "shown_at"),
    _index("ix_placements_recent", "messenger", "chat", "shown_at", where="about_id IS NOT NULL"),
    _index("ix_placements_shown_at", "shown_at"),
)

drafts = Table(
    "drafts",
    metadata,
    _text("messenger", needed=True),
    _text("chat", needed=True),
    _text("thread", needed=True),
    _text("account", needed=True),
    _text("draft", needed=True),
    _big("expires_at", needed=True),
    PrimaryKeyConstraint("messenger", "chat", "thread", "account"),
    _index("ix_drafts_expires_at", "expires_at"),
)

search = Table(
    "search",
    metadata,
    Column("card_id", ID, primary_key=True, autoincrement=False),
    _text("noun", needed=True),
    _text("name", needed=True),
    _text("own", needed=True),
    _text("words"),
    Column("seers", Text().with_variant(ARRAY(BigInteger), "postgresql")),
)

vocabulary = Table("vocabulary", metadata, Column("word", Text, primary_key=True), sqlite_with_rowid=False)
