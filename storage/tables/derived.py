"""Tables that follow from the records: written by the unit of work only, and always by difference."""

from sqlalchemy import ARRAY, BigInteger, Column, PrimaryKeyConstraint, Table, Text

from storage.tables.base import ID, big, index, metadata, string

contact_keys = Table(
    "contact_keys",
    metadata,
    string("key", needed=True),
    big("contact_id", needed=True),
    PrimaryKeyConstraint("key", "contact_id"),
    index("ix_contact_keys_contact_id", "contact_id"),
    sqlite_with_rowid=False,
)

company_names = Table(
    "company_names",
    metadata,
    string("name", needed=True),
    big("company_id", needed=True),
    PrimaryKeyConstraint("name", "company_id"),
    index("ix_company_names_company_id", "company_id"),
    sqlite_with_rowid=False,
)

deal_contacts = Table(
    "deal_contacts",
    metadata,
    big("contact_id", needed=True),
    big("deal_id", needed=True),
    PrimaryKeyConstraint("contact_id", "deal_id"),
    index("ix_deal_contacts_deal_id", "deal_id"),
    sqlite_with_rowid=False,
)

guests = Table(
    "guests",
    metadata,
    string("noun", needed=True),
    big("card_id", needed=True),
    big("person_id", needed=True),
    big("deal_id", needed=True),
    PrimaryKeyConstraint("card_id", "person_id", "deal_id", "noun"),
    index("ix_guests_deal_id", "deal_id"),
    index("ix_guests_person_id", "person_id"),
    sqlite_with_rowid=False,
)

search = Table(
    "search",
    metadata,
    Column("card_id", ID, primary_key=True, autoincrement=False),
    string("noun", needed=True),
    string("name", needed=True),
    string("own", needed=True),
    string("words"),
    Column("seers", Text().with_variant(ARRAY(BigInteger), "postgresql")),
)

# In the order of code points on both engines: words are looked up by their beginning.
vocabulary = Table(
    "vocabulary",
    metadata,
    Column("word", Text().with_variant(Text(collation="C"), "postgresql"), primary_key=True),
    sqlite_with_rowid=False,
)
