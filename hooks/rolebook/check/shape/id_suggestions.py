"""Which existing id was meant where one is written in a way that no id is."""

from __future__ import annotations

from rolebook.base.suggestions import nearest, shortened
from rolebook.model.content import REFERENCES
from rolebook.model.values.fields import id_for
from rolebook.model.values.words import ID

from .shape_error import Fault


def nearest_id(fault: Fault) -> str | None:
    """Say which id was meant by a malformed reference; None where there is nothing like it."""
    given = fault.given
    if not isinstance(given, str) or ID.fullmatch(given.strip()):
        return None
    key = next((part for part in reversed(fault.path) if isinstance(part, str)), "")
    known = fault.ids.get(REFERENCES.get(key, ""), ())
    wanted = id_for(given.removesuffix(".yaml").removesuffix(".yml"))
    near = nearest(wanted, known) if wanted else None
    return f'"{shortened(given)}" is not an id; write {near}' if near else None
