"""Every folder of ``changes/`` against what must be told of it, and what no folder can show.

A case holds the files of ``old/`` and of ``new/`` that differ from ``projects/small/``. To add one,
add a folder and run ``pytest tests/test_changes.py --update-expected``; then read ``expected.txt``.
"""

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import BaseModel

from history_of import Repository
from overlays import case_folders, lay_over
from rolebook.base.prose import Prose
from rolebook.changes.difference import difference
from rolebook.changes.records.amounts import moved_range
from rolebook.changes.records.reworded import words_changed
from rolebook.changes.records.role import SharedRecords, role_changes
from rolebook.changes.report import as_words, report
from rolebook.changes.snapshot import read_bytes, read_snapshot
from rolebook.check.site_config_files import SITE_CONFIG_FILES
from rolebook.cli import main
from rolebook.enrich.pay.figures import PayRange

PROJECTS = Path(__file__).parent / "projects"
CASES = case_folders(Path(__file__).parent / "changes")
LEADER = "content/roles/team-leader.yaml"


def told(old, new, today, form="text", notes=False):
    states = [read_snapshot(folder, read_bytes(folder)) for folder in (old, new)]
    sides = ("before", "after")
    return report(difference(*states, today, {}, sides), sides, form, notes)


@pytest.fixture
def sides(tmp_path):
    """Two copies of the small project."""
    for name in ("before", "after"):
        shutil.copytree(PROJECTS / "small", tmp_path / name)
    return tmp_path / "before", tmp_path / "after"


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_every_change_is_told_word_for_word(case, sides, today, update_expected):
    for side, folder in zip(("old", "new"), sides, strict=True):
        lay_over(folder, case / side)
    text = told(*sides, today)
    expected = case / "expected.txt"
    if update_expected:
        expected.write_text(text, encoding="utf-8", newline="\n")
    assert text == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SITE_CONFIG_FILES)
def test_a_change_of_any_file_of_site_config_is_seen(sides, today, name):
    file = f"site_config/{name}.yaml"
    with (sides[1] / file).open("a", encoding="utf-8") as opened:
        opened.write("\nnotes: Something to remember\n")
    assert f"({file})\n  - notes changed\n" in told(*sides, today, notes=True)
    assert "nothing that roles share" in told(*sides, today)


def places(record, path=()):
    """List the place of every field that a record, or a record in it, was given."""
    for name in record.model_fields_set:
        yield (*path, name)
        value = getattr(record, name)
        if isinstance(value, BaseModel):
            yield from places(value, (*path, name))
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from places(item, (*path, name, index))


def without(record, path):
    """Give a record with one of its fields as if it had been left out, or otherwise said."""
    name, *rest = path
    value = getattr(record, name)
    if not rest:
        info = type(record).model_fields[name]
        new = other(value) if info.is_required() else info.get_default(call_default_factory=True)
        return record.model_copy(update={name: other(value) if new == value else new})
    if isinstance(value, tuple):
        index, *rest = rest
        items = list(value)
        items[index] = without(items[index], rest)
        return record.model_copy(update={name: tuple(items)})
    return record.model_copy(update={name: without(value, rest)})


def other(value):
    if isinstance(value, Prose):
        return Prose("other", ())
    if isinstance(value, str):
        return f"{value} otherwise"
    if isinstance(value, (tuple, bool)):
        return () if isinstance(value, tuple) else not value
    return value


#: Kinds of pay cannot be told without their type, which the other fields belong to.
BELONG_TOGETHER = {
    "what",
    "type",
    "amount",
    "minimum",
    "maximum",
    "pay",
    "unit",
    "on",
    "hours",
    "duties",
}


def test_no_field_of_a_role_changes_unnoticed(today):
    role = next(
        reading.record
        for reading in read_snapshot(
            PROJECTS / "complete", read_bytes(PROJECTS / "complete")
        ).roles.values()
    )
    around = read_snapshot(PROJECTS / "complete", read_bytes(PROJECTS / "complete")).around
    seen = 0
    for path in places(role):
        if path[-1] in BELONG_TOGETHER:
            continue
        changed = without(role, path)
        if changed != role:
            seen += 1
            assert list(role_changes(role, changed, (around, around), (today,))), path
            assert list(role_changes(changed, role, (around, around), (today,))), path
    assert seen > 100


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("three days a week", "four days a week", "“three” became “four”"),
        ("Works safely", "Works safely and kindly", "“and kindly” added"),
        ("Works safely and kindly", "Works safely", "“and kindly” taken out"),
        (
            "a b c d e f g h i j k l m n",
            "A b c d e f g h i j k l m N",
            "“a” became “A”; “n” became “N”",
        ),
        ("one " * 12, "two " * 12, ""),
        ("word " * 1000, "other " * 1000, ""),
    ],
)
def test_words_that_changed_are_quoted_where_they_are_few(old, new, words):
    assert words_changed(old, new) == words


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ((20000, 20000), (20600, 20600), "+£600 a year (20,000 → 20,600)"),
        ((100, 200), (90, 190), "−£10 a year (100 to 200 → 90 to 190)"),
        ((100, 200), (110, 230), "+£10 to +£30 a year (100 to 200 → 110 to 230)"),
        ((100, 200), (100, 230), "up to +£30 a year (100 to 200 → 100 to 230)"),
        ((100, 200), (150, 200), "up to +£50 a year (100 to 200 → 150 to 200)"),
        ((100, 200), (100, "190.5"), "−£9.50 a year (100.00 to 200.00 → 100.00 to 190.50)"),
        ((100, 200), (110, 190), "+£10 to −£10 a year (100 to 200 → 110 to 190)"),
    ],
)
def test_by_how_much_a_range_moved(old, new, words):
    ranges = [PayRange(*map(Decimal, ends)) for ends in (old, new)]
    assert moved_range(*ranges, " a year") == words


def test_notes_are_told_only_where_asked_for(sides, today):
    file = sides[1] / LEADER
    file.write_text(file.read_text("utf-8") + "notes: For colleagues.\n", "utf-8")
    assert "notes" not in told(*sides, today)
    assert "  - notes changed\n" in told(*sides, today, notes=True)
    assert "For colleagues" not in told(*sides, today, notes=True)


def test_json_holds_every_change_with_its_place(sides, today):
    lay_over(sides[1], PROJECTS.parent / "changes" / "vacancy-closing-date" / "new")
    data = json.loads(told(*sides, today, "json"))
    assert (data["from"], data["to"], data["unread"]) == ("before", "after", [])
    (role,) = data["roles"]
    assert (role["id"], role["status"], role["file"]) == (
        "support-worker", "changed", "content/roles/support-worker.yaml",
    )  # fmt: skip
    closes = next(one for one in role["changes"] if one["field"].endswith("closes"))
    assert closes == {
        "field": "vacancies[SW-2027-01].closes",
        "kind": "moved",
        "sentence": "vacancy SW-2027-01: closing date moved from Friday 29 January 2027 at "
        "11.59pm to Friday 5 February 2027 at 12 noon",
        "old": "Friday 29 January 2027 at 11.59pm",
        "new": "Friday 5 February 2027 at 12 noon",
        "vacancy": "SW-2027-01",
    }


def test_json_lists_the_roles_that_a_pay_award_touches(sides, today):
    lay_over(sides[1], PROJECTS.parent / "changes" / "site-config-pay-award" / "new")
    data = json.loads(told(*sides, today, "json"))
    assert data["site_config"][0]["roles"] == ["Support Worker"]
    moved = {one["field"]: (one["old"], one["new"]) for one in data["roles"][0]["changes"]}
    assert moved["pay.minimum"] == ("25000.00", "25750.00")
    assert moved["pay.actual_pay"] == ("£15,000 to £16,200", "£15,450 to £16,686")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a *b* [c](d) <e> `f`", r"a \*b\* \[c\](d) \<e\> \`f\`"),
        (
            "ask @somebody about #12 and !3",
            "ask @<!-- -->somebody about #<!-- -->12 and !<!-- -->3",
        ),
        ("R&D, &amp; more", "R&amp;D, &amp;amp; more"),
        ("£5 & more", "£5 &amp; more"),
    ],
)
def test_words_from_files_are_no_markup_in_a_comment(typed, shown):
    assert as_words(typed) == shown


def test_markdown_has_a_heading_for_each_role(sides, today):
    lay_over(sides[1], PROJECTS.parent / "changes" / "pay-raised" / "new")
    text = told(*sides, today, "markdown")
    assert text.startswith("## What changed from before to after\n\n### Roles\n")
    assert "**Team Leader (content/roles/team-leader.yaml)**\n\n- maximum pay +£1,200.50" in text


def run(folder, *arguments):
    done = CliRunner().invoke(
        main, ["diff", "--project", str(folder), "--now", "2026-11-23", *arguments]
    )
    assert not done.exception or isinstance(done.exception, SystemExit), done.exc_info
    return done


def test_a_renamed_file_is_followed(tmp_path):
    repository = Repository(tmp_path / "project")
    first = repository.commit("2026-01-05")
    repository.edit(LEADER, ("title: Team Leader", "title: Team Manager"))
    repository.git("mv", LEADER, "content/roles/team-manager.yaml")
    repository.edit("site_config/comparisons.yaml", ("team-leader", "team-manager"))
    for new in ([], [repository.commit("2026-01-06")]):
        done = run(repository.folder, first, *new)
        assert done.exit_code == 0, done.output
        assert (
            "Team Manager (content/roles/team-manager.yaml): address changed from "
            "roles/team-leader/ to roles/team-manager/\n"
            "  - title changed from “Team Leader” to “Team Manager”\n"
        ) in done.output
        assert "removed" not in done.output


def test_one_revision_is_compared_with_the_files_as_they_are(tmp_path):
    repository = Repository(tmp_path / "project")
    repository.commit("2026-01-05")
    assert "No role has changed" in run(repository.folder, "HEAD").output
    repository.edit(LEADER, ("maximum: 34000", "maximum: 35000"))
    output = run(repository.folder, "HEAD").output
    assert output.startswith("What changed from HEAD to your files as they are now\n")
    assert "maximum pay +£1,000 (34,000 → 35,000)" in output
    assert "Support Worker" not in output


def test_a_revision_that_git_does_not_know_is_told(tmp_path):
    repository = Repository(tmp_path / "project")
    repository.commit("2026-01-05")
    done = run(repository.folder, "no-such-branch")
    assert done.exit_code == 1
    assert 'git knows no revision "no-such-branch"; write a commit' in done.output


def test_what_a_role_refers_to_may_be_gone(today):
    role = (
        read_snapshot(PROJECTS / "small", read_bytes(PROJECTS / "small"))
        .roles["support-worker"]
        .record
    )
    bare = SharedRecords()
    other_band = role.model_copy(update={"pay": role.pay.model_copy(update={"band": "Band 9"})})
    (change, *_) = role_changes(role, other_band, (bare, bare), (today,))
    assert change.sentence == "pay moved from Band 5 to Band 9 of example-scale"
