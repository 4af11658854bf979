"""All shelves over one session."""

from typing import Any

from core import ports
from core.crm.fields import CustomField, LossReason, Tag
from core.crm.people import Team
from core.crm.pipelines import Pipeline, Stage
from core.errors import Missing
from storage.companies import CompanyShelf
from storage.contacts import ContactShelf
from storage.deals import DealShelf
from storage.drafts import DraftShelf
from storage.notes import FileShelf, NoteShelf
from storage.people import TEAMS, InviteShelf, PeopleShelf
from storage.pipelines import CUSTOM_FIELDS, LOSS_REASONS, PIPELINES, STAGES, TAGS
from storage.placements import PlacementShelf
from storage.search import SearchShelf
from storage.shelf import DirectoryShelf, Session
from storage.tasks import TaskShelf
from storage.timeline import TimelineShelf


class Shelves:
    def __init__(self, session: Session) -> None:
        self.people: ports.People = PeopleShelf(session)
        self.teams: ports.Directory[Team] = DirectoryShelf(session, TEAMS)
        self.invites: ports.Invites = InviteShelf(session)
        self.contacts: ports.Contacts = ContactShelf(session)
        self.companies: ports.Companies = CompanyShelf(session)
        self.pipelines: ports.Directory[Pipeline] = DirectoryShelf(session, PIPELINES)
        self.stages: ports.Directory[Stage] = DirectoryShelf(session, STAGES)
        self.loss_reasons: ports.Directory[LossReason] = DirectoryShelf(session, LOSS_REASONS)
        self.tags: ports.Directory[Tag] = DirectoryShelf(session, TAGS)
        self.custom_fields: ports.Directory[CustomField] = DirectoryShelf(session, CUSTOM_FIELDS)
        self.deals: ports.Deals = DealShelf(session)
        self.tasks: ports.Tasks = TaskShelf(session)
        self.notes: ports.Notes = NoteShelf(session)
        self.files: ports.Files = FileShelf(session)
        self.timeline: ports.Timeline = TimelineShelf(session)
        self.search: ports.Search = SearchShelf(session)
        self.drafts: ports.Drafts = DraftShelf(session)
        self.placements: ports.Placements = PlacementShelf(session)
        self._by_noun: dict[str, ports.Shelf[Any]] = {
            "deal": self.deals,
            "contact": self.contacts,
            "company": self.companies,
            "task": self.tasks,
            "note": self.notes,
            "file": self.files,
        }

    def shelf(self, noun: str) -> ports.Shelf[Any]:
        if noun not in self._by_noun:
            raise Missing("record")
        return self._by_noun[noun]
