"""Every message of ``bad_input/`` obeyed to the letter: it leads to a file that passes, or it asks.

Whatever is typed because a message says so loses no word of the file and adds none that nobody
gave. What to type is read from the messages (``obeying.py``), so each new case is obeyed too.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from obeying import follow, invented_words, lost_words
from overlays import case_folders, lay_over
from rolebook.base.problems import ContentProblems, Problem
from rolebook.check.content import read_content
from rolebook.editing.schema_files import schema_files

CASES = case_folders(Path(__file__).parent / "bad_input")
ROOT = Path(__file__).parent.parent


def _names(schema: Any) -> set[str]:
    """Give the names of all keys that a schema knows, and none of its choices."""
    if isinstance(schema, list):
        return {name for each in schema for name in _names(each)}
    if not isinstance(schema, dict):
        return set()
    own = schema.get("properties")
    names = set(own) if isinstance(own, dict) else set()
    return names | {name for each in schema.values() for name in _names(each)}


@pytest.fixture(scope="module")
def keys() -> set[str]:
    return {name for text in schema_files(ROOT).values() for name in _names(json.loads(text))}


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_obeying_leads_to_a_file_that_passes_or_to_a_question(
    case: Path, small_project: Path, today: dt.date, printable: frozenset[int], keys: set[str]
) -> None:
    lay_over(small_project, case)

    def check() -> list[Problem]:
        try:
            read_content(small_project, today, printable)
        except ContentProblems as told:
            return told.problems
        return []

    assert follow(small_project, check, keys).faults == ()


def _told(message: str, field: str = "pay.amount") -> Problem:
    return Problem("content/roles/cook.yaml", 1, 1, field, message)


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ("amount: 25,000 - 26,000", "amount: 25000", ["26,000"]),
        ("amount: 25,000 - 26,000", "minimum: 25000\nmaximum: 26000", []),
        ("hours_a_week: 37.5 hours a week", "hours_a_week: 37.5", []),
        ("hours_a_week: 37.5 over four days", "hours_a_week: 37.5", ["over", "four", "days"]),
        ("closes: 5pm, 12 March 2027", "closes: 2027-03-12 17:00", []),
        ("closes: 5pm, 12 March 2027", "closes: 2027-03-12 9:00", ["5pm"]),
    ],
)
def test_a_word_that_is_lost_is_seen(before: str, after: str, lost: list[str]) -> None:
    assert lost_words(before, after, _told("is a range; write it")) == lost


def test_a_fact_that_nobody_gave_is_seen() -> None:
    before, keys = "- Care Certificate", {"id", "category", "essential", "assessed_by"}
    after = (
        "- id: care-certificate\n  category: skills-and-abilities\n  essential: Care Certificate"
    )
    assert invented_words(before, after, before, keys) == ["skills-and-abilities"]
