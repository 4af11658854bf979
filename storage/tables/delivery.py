"""Tables that move messages: what came in, what goes out, what stands shown, what is half said."""

from sqlalchemy import Column, PrimaryKeyConstraint, Table, Text

from storage.tables.base import ID, big, index, metadata, number, string

inbox = Table(
    "inbox",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=False),
    Column("request", Text, nullable=False, unique=True),
    string("messenger", needed=True),
    string("lane", needed=True),
    string("payload", needed=True),
    big("received_at", needed=True),
    number("attempts"),
    string("error"),
    number("state"),
    big("done_at"),
    index("ix_inbox_waiting", "messenger", "id", where="state = 0"),
    index("ix_inbox_aside", "id", where="state = 2"),
    index("ix_inbox_done_at", "done_at", where="state = 1"),
)

requests = Table(
    "requests",
    metadata,
    Column("request", Text, primary_key=True),
    big("at", needed=True),
    index("ix_requests_at", "at"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=False),
    string("kind", needed=True),
    number("priority"),
    big("due_at", needed=True),
    big("person_id", "people"),
    string("messenger", needed=True),
    string("chat", needed=True),
    string("thread", needed=True),
    string("edits"),
    string("about_noun"),
    big("about_id"),
    string("payload", needed=True),
    string("key"),
    number("attempts"),
    number("state"),
    big("lease_until"),
    big("finished_at"),
    string("error"),
    index("ix_outbox_waiting", "priority", "due_at", "messenger", "id", where="state = 0"),
    index("uq_outbox_key", "key", where="state = 0 AND key IS NOT NULL", unique=True),
    index("ix_outbox_key_gone", "key", where="state > 0 AND key IS NOT NULL"),
    index("ix_outbox_lease_until", "lease_until", where="lease_until IS NOT NULL"),
    index("ix_outbox_finished_at", "finished_at", where="finished_at IS NOT NULL"),
)

placements = Table(
    "placements",
    metadata,
    string("messenger", needed=True),
    string("chat", needed=True),
    string("message", needed=True),
    string("thread", needed=True),
    big("person_id", "people"),
    string("about_noun"),
    big("about_id"),
    string("payload", needed=True),
    big("shown_at", needed=True),
    PrimaryKeyConstraint("messenger", "chat", "message"),
    index("ix_placements_about", "about_id", "about_noun", "person_id", "shown_at"),
    index("ix_placements_recent", "messenger", "chat", "shown_at", where="about_id IS NOT NULL"),
    index("ix_placements_shown_at", "shown_at"),
)

drafts = Table(
    "drafts",
    metadata,
    string("messenger", needed=True),
    string("chat", needed=True),
    string("thread", needed=True),
    string("account", needed=True),
    string("draft", needed=True),
    big("expires_at", needed=True),
    PrimaryKeyConstraint("messenger", "chat", "thread", "account"),
    index("ix_drafts_expires_at", "expires_at"),
)
