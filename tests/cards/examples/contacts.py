"""Contacts and companies."""

from datetime import UTC, date, datetime
from decimal import Decimal

from bots.conversation.cards import Card, CompanyCard, ContactCard
from core.crm.contacts import Company, Contact
from core.crm.fields import Tag
from core.crm.people import Person, Role
from core.facts import Fact
from core.money import Money
from tests.cards.examples import HOSTILE, LONG, NAMES, NOTHING, RTL

NOW = datetime(2026, 11, 20, 11, 35, tzinfo=UTC)
OWNER = Person(id=9, created_at=NOW, name=RTL, role=Role.REP)
COMPANY = Company(id=40, created_at=NOW, name=HOSTILE, owner_id=9)
TAGS = (Tag(id=50, created_at=NOW, name=HOSTILE), Tag(id=51, created_at=NOW, name=RTL))
CUSTOM: tuple[tuple[str, Fact], ...] = (
    (HOSTILE, LONG),
    ("number", Decimal("-12.5")),
    ("date", date(2001, 2, 28)),
    ("money", Money(Decimal("1234.50"), "USD")),
    ("yes", True),
    ("empty", None),
)


def contact(name: str) -> Contact:
    return Contact(
        id=2**62,
        created_at=NOW,
        first_name=name,
        last_name=HOSTILE,
        phones=("+79161234567", "+442079460958", "nonsense"),
        emails=("a&b@example.com",),
        company_id=40,
        job_title=HOSTILE,
        source=RTL,
    )


EXAMPLES: list[tuple[str, Card]] = [
    *(
        (
            f"a full contact, {name[:8]}",
            ContactCard(
                contact=contact(name),
                company=COMPANY,
                owner=OWNER,
                tags=TAGS,
                custom=CUSTOM,
                offers=(NOTHING,) * 5,
                lists=(NOTHING,) * 4,
                opens_company=NOTHING,
            ),
        )
        for name in NAMES
    ),
    (
        "a bare contact",
        ContactCard(
            contact=Contact(id=1, created_at=NOW, first_name="X"), company=None, owner=None, tags=(), custom=(), offers=(), lists=()
        ),
    ),
    *(
        (
            f"a company, {name[:8]}",
            CompanyCard(
                company=Company(id=2**62, created_at=NOW, name=name),
                owner=None if name == LONG else OWNER,
                tags=TAGS,
                contacts=tuple(contact(other) for other in NAMES),
                more_contacts=True,
                offers=(NOTHING,) * 4,
                lists=(NOTHING,) * 4,
            ),
        )
        for name in NAMES
    ),
]
