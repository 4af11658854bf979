"""What went wrong, in one sentence, with the exit code: 1 what one can mend, 2 wrong use, 3 what nobody foresaw."""

import re

from bots.settings.load import SettingsError
from bots.settings.secrets import mask
from bots.trouble import Trouble
from core.errors import AlreadyDone, Refusal, StorageBroken, StorageBusy

DATABASE = {
    "database.newer": "The database is of a newer Voronka than this ({detail}). Install that version, or restore an older backup.",
    "database.older": "The database is of an older Voronka. Bring it up: voronka db upgrade",
    "database.full": "The disk of the database is full. Make room; nothing that was confirmed is lost.",
    "database.read_only": "The database cannot be written ({detail}). Check who owns the file and its folder.",
    "database.damaged": "The database file is damaged ({detail}). Restore the last backup: voronka restore FILE",
    "database.unreadable": "The database cannot be opened ({detail}). Check database.url and the permissions of its folder.",
    "database.unreachable": "The database server does not answer ({detail}). Check database.url and that it runs.",
    "database.url": "database.url is not one that Voronka knows ({detail}): sqlite:///path/to/file or postgresql://user@host/database.",
    "database.locale": "The PostgreSQL database has LC_CTYPE C, and so no search in Cyrillic. See: voronka doctor",
    "backup.exists": "{detail} is there already; a backup never writes over a file.",
    "backup.damaged": "This is no whole backup of Voronka: {detail}",
    "backup.tools": "{detail} is missing: install the PostgreSQL client programs (on Debian: apt-get install postgresql-client).",
    "backup.failed": "PostgreSQL's own program failed: {detail}",
}
UNFORESEEN = 3


def sentence_of(error: BaseException) -> tuple[str, int]:
    match error:
        case Trouble():
            found = str(error), error.code
        case SettingsError():
            found = str(error), 1
        case StorageBusy():
            found = "The database is busy: another process writes to it. Try again in a moment.", 1
        case StorageBroken():
            detail = _bare(str(error).partition(": ")[2]) or error.key
            found = mask(DATABASE.get(error.key, "The database cannot be used: {detail}.").format(detail=detail)), 1
        case Refusal():
            from bots.conversation.texts import Texts  # only for a refusal

            found = Texts().words("en").say(error.key, **error.facts), 1
        case AlreadyDone():
            found = "That was done before.", 1
        case ExceptionGroup():
            found = sentence_of(error.exceptions[0])
        case ConnectionError() | TimeoutError():
            found = mask(DATABASE["database.unreachable"].format(detail=str(error) or "no answer in time")), 1
        case OSError():
            found = mask(f"{error.filename or 'The system'}: {error.strerror or error}"), 1
        case _:
            found = mask(f"Unexpected {type(error).__name__}: {error} (voronka --trace shows where)"), UNFORESEEN
    return found


def _bare(detail: str) -> str:
    """A driver's own words, without the class in front and the link behind."""
    return re.sub(r"^\([\w.]+\) ", "", detail.partition("\n")[0])
