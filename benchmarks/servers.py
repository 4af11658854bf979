"""How the floors and the bulk loads reach PostgreSQL: the driver's address of a base, and its schema."""

from storage.urls import Place


def address(place: Place) -> str:
    assert place.postgresql is not None
    return place.postgresql.render_as_string(hide_password=False)


def settings(place: Place) -> dict[str, str]:
    return {"search_path": place.schema} if place.schema else {}
