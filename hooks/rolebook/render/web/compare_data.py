"""What a browser needs to put roles side by side: each role by itself, and the words of tables."""

from __future__ import annotations

import json

from rolebook.base.words import Words
from rolebook.enrich.role_view import RoleView
from rolebook.enrich.site.compared_role import ComparedRole, compared_role
from rolebook.enrich.site.comparison import FIRST_FACTS, category_titles

#: How many roles a reader can put side by side: more columns cannot be read on most screens.
MOST_CHOSEN = 4


#: Messages of prepared comparisons, by what the script calls them.
_OF_PAGES = {
    "region": "tables.region",
    "sideways": "tables.sideways",
    "facts": "compare.facts",
    "fact": "compare.fact",
    "facts_table": "compare.facts_table",
    "differs": "compare.differs",
    "differs_mark": "compare.differs_mark",
    "criteria": "compare.criteria",
    "criterion": "criteria_table.criterion",
    "same_criteria": "compare.same_criteria",
    "no_criteria": "compare.no_criteria",
    "matrix": "matrix.title",
    "role_without": "matrix.no_criteria",
    "essential": "demands.essential",
    "desirable": "demands.desirable",
    "essential_and_extra": "demands.essential_and_extra",
    "extra": "demands.desirable_extra",
    "none": "demands.none",
}


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


def table_words(words: Words) -> str:
    """Give, as JSON, the words and orders by which prepared comparisons are made too."""
    told = {
        "most": MOST_CHOSEN,
        "first": FIRST_FACTS,
        "notStated": words("values.not_stated"),
        "notOpen": words("values.not_open"),
        "statedBySeveral": words("comparison.stated_by_several"),
        "statedByOne": words("comparison.stated_by_one"),
        "askedBySeveral": words("comparison.asked_by_several"),
        "askedByOne": words("comparison.asked_by_one"),
        "categories": category_titles(words),
        "say": {
            **words.group("compare_script"),
            **{name: words.messages[key] for name, key in _OF_PAGES.items()},
        },
    }
    return _json(told).decode()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
