"""Tables of records: the columns are named after the fields. And the events that tell of them."""

from sqlalchemy import CheckConstraint, Column, Double, PrimaryKeyConstraint, Table, Text

from storage.tables.base import ID, big, flag, index, metadata, number, record, string

teams = record("teams", string("name", needed=True), big("parent_id", "teams"))

people = record(
    "people",
    string("name", needed=True),
    string("role", needed=True),
    string("email"),
    big("team_id", "teams"),
    string("language", needed=True),
    string("time_zone", needed=True),
    string("day_starts", needed=True),
    string("day_ends", needed=True),
    flag("active"),
    flag("onboarded"),
)

companies = record(
    "companies",
    string("name", needed=True),
    big("owner_id", "people"),
    string("source"),
    string("tags", needed=True),
    index("ix_companies_owner_id", "owner_id", where="deleted_at IS NULL"),
)

contacts = record(
    "contacts",
    string("first_name", needed=True),
    string("last_name", needed=True),
    string("middle_name", needed=True),
    string("phones", needed=True),
    string("emails", needed=True),
    big("company_id", "companies"),
    string("job_title"),
    big("owner_id", "people"),
    string("source"),
    string("tags", needed=True),
    string("fields", needed=True),
    index("ix_contacts_owner_id", "owner_id", where="deleted_at IS NULL"),
    index("ix_contacts_company_id", "company_id", where="company_id IS NOT NULL"),
)

identities = record(
    "identities",
    string("messenger", needed=True),
    string("external_id", needed=True),
    string("username"),
    string("chat", needed=True),
    big("person_id", "people"),
    big("contact_id", "contacts"),
    flag("reachable"),
    index("uq_identities_account", "messenger", "external_id", where="deleted_at IS NULL", unique=True),
    index("ix_identities_person_id", "person_id", where="person_id IS NOT NULL"),
    index("ix_identities_contact_id", "contact_id", where="contact_id IS NOT NULL"),
)

invites = record(
    "invites",
    Column("code", Text, nullable=False, unique=True),
    string("role", needed=True),
    big("team_id", "teams"),
    big("person_id", "people"),
    big("made_by", "people"),
    big("expires_at", needed=True),
    big("used_at"),
)

pipelines = record("pipelines", string("name", needed=True), number("position"))

stages = record(
    "stages",
    big("pipeline_id", "pipelines", needed=True),
    string("name", needed=True),
    number("position"),
    string("kind", needed=True),
    number("probability"),
    number("stall_days", needed=False),
    string("required", needed=True),
)

loss_reasons = record("loss_reasons", string("name", needed=True), number("position"))

tags = record("tags", string("name", needed=True))

custom_fields = record(
    "custom_fields",
    string("of", needed=True),
    string("name", needed=True),
    string("kind", needed=True),
    number("position"),
    string("choices", needed=True),
)

deals = record(
    "deals",
    string("title", needed=True),
    big("pipeline_id", "pipelines", needed=True),
    big("stage_id", "stages", needed=True),
    big("entered_stage_at", needed=True),
    number("furthest"),
    string("contacts", needed=True),
    big("company_id", "companies"),
    big("amount"),
    string("currency"),
    string("expected_close"),
    big("owner_id", "people"),
    string("participants", needed=True),
    string("source"),
    string("tags", needed=True),
    string("fields", needed=True),
    big("closed_at"),
    flag("won", needed=False),
    big("loss_reason_id", "loss_reasons"),
    string("loss_note"),
    string("no_next_step"),
    CheckConstraint("(amount IS NULL) = (currency IS NULL)", name="ck_deals_amount"),
    index("ix_deals_owner_id", "owner_id", "closed_at", where="deleted_at IS NULL"),
    index("ix_deals_company_id", "company_id", where="company_id IS NOT NULL"),
    index("ix_deals_stage_id_id", "stage_id", "id", where="deleted_at IS NULL"),
    index("ix_deals_board", "pipeline_id", "stage_id", "currency", "amount", "owner_id", where="deleted_at IS NULL"),
)

tasks = record(
    "tasks",
    string("text", needed=True),
    string("kind", needed=True),
    string("due_day"),
    string("due_time"),
    string("due_zone", needed=True),
    big("due_at"),
    big("owner_id", "people"),
    big("author_id", "people"),
    string("about_noun"),
    big("about_id"),
    big("done_at"),
    string("result"),
    index("ix_tasks_owner_id_due_at", "owner_id", "due_at", where="deleted_at IS NULL AND done_at IS NULL"),
    index("ix_tasks_due_at", "due_at", where="deleted_at IS NULL AND done_at IS NULL AND due_at IS NOT NULL"),
    index("ix_tasks_undated", "id", where="deleted_at IS NULL AND done_at IS NULL AND due_at IS NULL"),
    index("ix_tasks_about_id", "about_id", where="deleted_at IS NULL AND done_at IS NULL"),
)

notes = record(
    "notes",
    string("about_noun", needed=True),
    big("about_id", needed=True),
    string("text", needed=True),
    big("author_id", "people"),
    string("sender"),
    Column("latitude", Double),
    Column("longitude", Double),
    index("ix_notes_about_id", "about_id", "id"),
)

files = record(
    "files",
    string("about_noun", needed=True),
    big("about_id", needed=True),
    string("name", needed=True),
    string("kind", needed=True),
    string("mime"),
    big("size"),
    string("messenger", needed=True),
    string("reference", needed=True),
    string("sha256"),
    string("caption", needed=True),
    big("author_id", "people"),
    index("ix_files_about_id", "about_id", "id"),
)

events = Table(
    "events",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=False),
    big("at", needed=True),
    string("kind", needed=True),
    big("actor_id", "people"),
    string("request", needed=True),
    string("about", needed=True),
    string("facts", needed=True),
    string("changes", needed=True),
    big("undoes"),
    big("undone_by"),
    index("ix_events_undoable", "actor_id", "id", where="undoes IS NULL AND undone_by IS NULL AND changes <> '[]'"),
)

event_subjects = Table(
    "event_subjects",
    metadata,
    string("noun", needed=True),
    big("card_id", needed=True),
    big("event_id", needed=True),
    PrimaryKeyConstraint("card_id", "event_id", "noun"),
    sqlite_with_rowid=False,
)
