"""What a browser needs to put roles side by side: each role by itself, and the words of tables."""

from __future__ import annotations

import json

from rolebook.enrich.role_view import RoleView
from rolebook.enrich.site import comparison
from rolebook.enrich.site.compared_role import ComparedRole, compared_role
from rolebook.model.person_specification import CATEGORY_NAMES

#: How many roles a reader can put side by side: more columns cannot be read on most screens.
MOST_CHOSEN = 4


def compare_file(view: RoleView) -> bytes:
    """Write what a comparison needs of a role, which depends on that role alone."""
    return _json(_record(compared_role(view)))


def _record(role: ComparedRole) -> dict[str, object]:
    return {
        "id": role.id,
        "title": role.title,
        "facts": [[fact.key, fact.label, fact.value] for fact in role.facts],
        "criteria": [
            [one.key, one.name, one.category, one.demand, one.essential, one.desirable]
            for one in role.criteria
        ],
    }


def table_words() -> str:
    """Give, as JSON, the words and orders by which prepared comparisons are made too."""
    words = {
        "most": MOST_CHOSEN,
        "first": comparison.FIRST_FACTS,
        "notStated": comparison.NOT_STATED,
        "notOpen": comparison.NOT_OPEN,
        "statedBySeveral": comparison.STATED_BY_SEVERAL,
        "statedByOne": comparison.STATED_BY_ONE,
        "askedBySeveral": comparison.ASKED_BY_SEVERAL,
        "askedByOne": comparison.ASKED_BY_ONE,
        "categories": list(CATEGORY_NAMES.values()),
    }
    return _json(words).decode()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
