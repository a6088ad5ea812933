"""Which existing id was meant where one is written in a way that no id is."""

from __future__ import annotations

from rolebook.base.suggestions import nearest, shortened
from rolebook.model.references import refers_to
from rolebook.model.values.fields import id_for
from rolebook.model.values.words import ID

from .shape_error import ShapeError


def nearest_id(error: ShapeError) -> str | None:
    """Say which id was meant by a malformed reference; None where there is nothing like it."""
    given = error.given
    if not isinstance(given, str) or ID.fullmatch(given.strip()):
        return None
    to = refers_to(error.annotation)
    known = error.ids.get(to.list, ()) if to else ()
    wanted = id_for(given.removesuffix(".yaml").removesuffix(".yml"))
    near = nearest(wanted, known) if wanted else None
    return f'"{shortened(given)}" is not an id; write {near}' if near else None
