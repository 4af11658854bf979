"""A company said by name in a form: those of a like name are offered first, a new one is made when nobody's fits.

Two fields: the name in words, and, only where it is not clear, which of the companies found is meant.
"""

from bots.conversation.builders import Viewer
from bots.conversation.forms import FormField, Values
from bots.conversation.talk import Talk
from core.clean import clean_name
from core.crm.companies import companies_like, create_company
from core.crm.search import normal
from core.errors import Refusal
from core.ports import Reads, Work
from core.tasks.delivery import Notice

NEW = "new"


async def parse_company(talk: Talk, reads: Reads, text: str, values: Values) -> str:
    name = clean_name(text)
    alike = await companies_like(reads, talk.actor, name)
    if not alike:
        values["company_id"] = NEW
    elif len(alike) == 1 and normal(alike[0].name) == normal(name):
        values["company_id"] = alike[0].id
    return name


async def _which(talk: Talk, reads: Reads, text: str, values: Values) -> int | str:
    if text == NEW:
        return NEW
    for company in await companies_like(reads, talk.actor, values["company"]):
        if text in {str(company.id), company.name}:
            return company.id
    raise Refusal("company.pick")


async def _alike(reads: Reads, viewer: Viewer, values: Values) -> list[tuple[str | Notice, str]]:
    alike = await companies_like(reads, viewer.actor, values["company"])
    found: list[tuple[str | Notice, str]] = [(f"🏢 {company.name}", str(company.id)) for company in alike]
    return [*found, (Notice("company.make", {"name": values["company"]}), NEW)]


def company_fields(ask: str = "contact.ask.company", *, optional: bool = True) -> tuple[FormField, FormField]:
    return (
        FormField(name="company", ask=ask, parse=parse_company, optional=optional),
        FormField(
            name="company_id",
            ask="company.ask.which",
            parse=_which,
            choices=_alike,
            needed=lambda values: values.get("company") is not None,
        ),
    )


async def take_company(talk: Talk, work: Work, values: Values) -> int | None:
    """The company that a finished form names, made where it is new."""
    company_id = values.get("company_id")
    if company_id == NEW:
        return (await create_company(work, talk.actor, values["company"])).company.id
    return int(company_id) if company_id is not None else None
