"""Files that Telegram keeps: where to fetch them; photos of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.telegram.files import LARGEST_DOWNLOAD
from simulator.telegram.methods.chats import user_id_of
from simulator.telegram.refusals import Refusal, refused

if TYPE_CHECKING:
    from simulator.telegram.calls import Call
    from simulator.telegram.model import Shape


def get_file(call: Call) -> Shape:
    file_id = call.params.text("file_id")
    if not file_id:
        raise refused(Refusal.FILE_ID_MISSING)
    file = call.telegram.files.by_id(file_id)
    if file is None:
        raise refused(Refusal.FILE_ID_INVALID)
    if file.size > LARGEST_DOWNLOAD:
        raise refused(Refusal.FILE_TOO_BIG)
    return {**file.ids(), "file_path": file.path}


def get_user_profile_photos(call: Call) -> Shape:
    if call.telegram.find_user(user_id_of(call)) is None:
        raise refused(Refusal.USER_NOT_FOUND)
    return {"total_count": 0, "photos": []}


METHODS = {"getFile": get_file, "getUserProfilePhotos": get_user_profile_photos}
