"""Every folder of ``good_input/`` must be accepted, and read as its ``expected.txt`` says.

A line of that file is the place of a value, its parts separated by slashes, and the value. To add
a case, add a folder with the files that differ from ``projects/small/``.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from overlays import case_folders, lay_over
from rolebook.base.prose import Prose
from rolebook.check.content import read_content

CASES = case_folders(Path(__file__).parent / "good_input")


def at(content: Any, place: str) -> Any:
    """Give the value at ``roles/support-worker/vacancies/0/closes``."""
    value = content
    for part in place.split("/"):
        if isinstance(value, dict):
            value = value[part]
        elif part.isdigit():
            value = value[int(part)]
        else:
            value = getattr(value, part)
    return value


def shown(value: Any) -> str:
    """Write a value so that text, numbers and times differ."""
    if isinstance(value, Prose):
        return "|".join(line for line in value.plain.splitlines() if line)
    if isinstance(value, (dt.datetime, dt.time)):
        return value.isoformat()
    return repr(value) if isinstance(value, (str, tuple)) else str(value)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_what_is_accepted_is_read_as_meant(
    case: Path, small_project: Path, today: dt.date, printable: frozenset[int]
) -> None:
    lay_over(small_project, case)
    content = read_content(small_project, today, printable)
    for line in (case / "expected.txt").read_text(encoding="utf-8").splitlines():
        place, expected = line.split(" = ", 1)
        assert shown(at(content, place)) == expected, place


def test_small_project_is_accepted(
    small_project: Path, today: dt.date, printable: frozenset[int]
) -> None:
    content = read_content(small_project, today, printable)
    assert list(content.roles) == ["support-worker", "team-leader"]
    assert all(len(vars(content)[name]) == 1 for name in ("organisations", "comparisons"))
