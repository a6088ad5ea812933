"""Every folder of ``bad_input/`` against the problems that it must be told, word for word.

To add a case, add a folder with the files that differ from ``projects/small/`` and run
``pytest tests/test_bad_input.py --update-expected``; then read its ``expected.txt`` as a recruiter
would.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from pydantic import Field

from overlays import case_folders, lay_over
from rolebook.base.problems import ContentProblems
from rolebook.check.content import read_content
from rolebook.check.rules.known_ids import unknown_ids
from rolebook.model.references import LocationId
from rolebook.model.values.fields import Record

CASES = case_folders(Path(__file__).parent / "bad_input")

#: file:line:column: field: what is wrong; what to type instead
LINE = re.compile(r"(?:content|site_config)[^:]*:[1-9]\d*:[1-9]\d*: \S.*[^;]; \S.*")
#: Words of programs, of YAML and of libraries, that mean nothing to a recruiter.
JARGON = re.compile(
    r"\b(?:mapping|scalar|token|tuple|dict(?:ionary)?|boolean|string|integer|float|literal|parse[rd]?"
    r"|null|none type|block collection|sequence|node|schema|valid(?:ation)?|discriminator|input"
    r"|expected|Traceback|Error|exception|pydantic|YAML|syntax)\b"
)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_every_problem_is_told_word_for_word(
    case: Path,
    small_project: Path,
    today: dt.date,
    printable: frozenset[int],
    update_expected: bool,
) -> None:
    lay_over(small_project, case)
    with pytest.raises(ContentProblems) as caught:
        read_content(small_project, today, printable)
    told = f"{caught.value}\n"
    for line in told.splitlines():
        assert LINE.fullmatch(line), line
        assert not JARGON.search(line), line
    expected = case / "expected.txt"
    if update_expected:
        expected.write_text(told, encoding="utf-8", newline="\n")
    assert told == expected.read_text(encoding="utf-8")


def test_problems_are_sorted_by_file_and_line() -> None:
    for case in CASES:
        lines = (case / "expected.txt").read_text(encoding="utf-8").splitlines()
        places = [
            (file, int(line), int(column))
            for file, line, column in (text.split(":")[:3] for text in lines)
        ]
        assert places == sorted(places), case.name


@pytest.mark.parametrize("name", ["location.yaml", "locations.yml"])
def test_what_refers_to_a_misnamed_file_is_not_to_blame(
    name: str, small_project: Path, today: dt.date, printable: frozenset[int]
) -> None:
    place = small_project / "site_config" / "locations.yaml"
    place.rename(place.with_name(name))
    role = next((small_project / "content" / "roles").glob("*.yaml"))
    assert "base: eastmere" in role.read_text("utf-8")
    with pytest.raises(ContentProblems) as caught:
        read_content(small_project, today, printable)
    assert str(caught.value) == (
        f"site_config/{name}:1:1: is not a file that is read here; rename it to locations.yaml"
    )


def test_a_link_that_leads_to_no_file_drops_no_role_in_silence(
    small_project: Path, today: dt.date, printable: frozenset[int]
) -> None:
    roles = small_project / "content" / "roles"
    (roles / "cook.yaml").symlink_to("../old/cook.yaml")
    (small_project / "elsewhere").mkdir()
    (roles / "team").symlink_to(small_project / "elsewhere")
    places = small_project / "site_config" / "locations.yaml"
    places.unlink()
    places.symlink_to("places.yaml")
    with pytest.raises(ContentProblems) as caught:
        read_content(small_project, today, printable)
    assert str(caught.value).splitlines() == [
        'content/roles/cook.yaml:1:1: is a link to "../old/cook.yaml", which is not there; put it '
        "there, or delete the link",
        f'content/roles/team:1:1: is a link to the folder "{small_project}/elsewhere", where '
        "nothing is read; copy its files to content/roles/, and delete the link",
        'site_config/locations.yaml:1:1: is a link to "places.yaml", which is not there; put it '
        "there, or delete the link",
    ]


class _Team(Record):
    base: LocationId
    offices: tuple[LocationId, ...] = ()
    teams: dict[str, _Team] = Field(default_factory=dict)


def test_an_id_is_looked_up_wherever_the_type_of_a_field_says_so():
    inner = _Team(base="york", offices=("kent", "leeds"))
    team = _Team(base="kent", teams={"north": inner})
    found = {finding.path: finding.message for finding in unknown_ids(team, (), {"locations": {}})}
    assert set(found) == {
        ("base",),
        ("teams", "north", "base"),
        ("teams", "north", "offices", 0),
        ("teams", "north", "offices", 1),
    }
    said = 'there is no location "york" in site_config/locations.yaml; add it there'
    assert found["teams", "north", "base"] == said
    assert not list(unknown_ids(team, (), {"locations": None})), "its file could not be read"
