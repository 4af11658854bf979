"""Notes and files: who may see the card they hang on may see them."""

from typing import Any

from sqlalchemy import Select, bindparam

from core.crm.access import Scope
from core.crm.notes import File, Note
from core.paging import Page, Paged
from core.records import Ref
from storage.mapper import Mapper
from storage.scope import about_visible
from storage.shelf import R, RecordShelf, Stack
from storage.tables import files, notes


class _OnCards(Stack[R]):
    def scoped(self, everything: bool) -> Select[Any]:
        columns = self.table.c
        return self.rows.where(columns.deleted_at.is_(None), about_visible(columns, everything))


NOTES = _OnCards(Mapper(Note), notes)
FILES = _OnCards(Mapper(File), files)
NOTES_OF = NOTES.paged(notes.c.about_noun == bindparam("noun"), notes.c.about_id == bindparam("about_id"))
FILES_OF = FILES.paged(files.c.about_noun == bindparam("noun"), files.c.about_id == bindparam("about_id"))


class NoteShelf(RecordShelf[Note]):
    stack = NOTES

    async def of(self, about: Ref, scope: Scope, page: Page) -> Paged[Note]:
        return await self._page(NOTES_OF, scope, page, noun=about.noun, about_id=about.id)


class FileShelf(RecordShelf[File]):
    stack = FILES

    async def of(self, about: Ref, scope: Scope, page: Page) -> Paged[File]:
        return await self._page(FILES_OF, scope, page, noun=about.noun, about_id=about.id)
