"""Edits of a person's file change what they are about, and leave every other byte alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from rolebook.editing.file_edits import (
    CannotEditError,
    Edit,
    Insert,
    Move,
    Rename,
    Set,
    edited,
    value_at,
    values_in,
)
from rolebook.read.decoding import decode
from rolebook.read.source_file import path_text, read_source_file, scalars

ROOT = Path(__file__).parent.parent
FILES = [
    path
    for folder in ("content", "site_config", "tests/good_input", "tests/projects")
    for path in sorted((ROOT / folder).rglob("*.yaml"))
    if "market" not in path.parts
]
NEW = ["Newly written", 'no: it\'s "quoted" #1', "Two lines\n- of which one: looks like an item"]


def lines_of(data: bytes) -> list[bytes]:
    return data.replace(b"\r\n", b"\n").split(b"\n")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_whatever_is_written_the_other_lines_stay(path: Path) -> None:
    data = path.read_bytes()
    assert edited(path.name, data, []) == data
    text = decode(path.name, data)
    assert isinstance(text, str)
    source_file = read_source_file(path.name, text)
    if source_file.problems:
        pytest.skip("a file that nobody can edit before it can be read")
    before = lines_of(data)
    for number, (where, old) in enumerate(scalars(source_file.data)):
        if number % max(1, len(source_file.values) // 40):
            continue
        first, _, last = source_file.position(where)
        for new in NEW:
            after = edited(path.name, data, [Set(where, old, new)])
            assert value_at(values_in(path.name, after), where) == new, path_text(where)
            same_after = len(before) - last
            lines = lines_of(after)
            assert lines[: first - 1] == before[: first - 1]
            assert not same_after or lines[-same_after:] == before[-same_after:]
            key_and_colon = before[first - 1].partition(b":")[0]
            assert isinstance(where[-1], int) or lines[first - 1].startswith(key_and_colon)
        if b"\r\n" in data:
            assert b"\n" not in after.replace(b"\r\n", b"")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_whatever_is_taken_out_only_its_lines_go(path: Path) -> None:
    data = path.read_bytes()
    text = decode(path.name, data)
    assert isinstance(text, str)
    source_file = read_source_file(path.name, text)
    if source_file.problems:
        pytest.skip("a file that nobody can edit before it can be read")
    for number, where in enumerate(source_file.values):
        old = source_file.value_at(where)
        if not where or old is None or number % max(1, len(source_file.values) // 40):
            continue
        try:
            after = edited(path.name, data, [Set(where, old, None)])
        except CannotEditError:
            levels = [source_file.value_at(where[:end]) for end in range(len(where))]
            assert all(len(level) == 1 for level in levels)  # nothing would be left
            continue
        # All that is left is what was before and what was after.
        same = next((n for n, byte in enumerate(after) if byte != data[n]), len(after))
        assert data.endswith(after[same:]), path_text(where)


LIST = """\
# About the file
title: Support Worker   # as in adverts

# Whom to ask
reports_to:
  # the first
  - Team Leader  # since May

  # A note on all that follows

  # the second
  - "Head of Care"
    # more on the second

  - Chief Executive
# about pay
pay:
    # what it is
    type: annual
    minimum: 24500
    maximum: 26250
benefits: [bicycle, "free parking, by the door"]
notes: |
  # no comment
  Kept.

"""


def result(*edits: Edit, text: str = LIST) -> str:
    return edited("role.yaml", text.encode(), edits).decode()


def changed(old: str, new: str) -> str:
    assert LIST.count(old) == 1
    return LIST.replace(old, new)


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (Set(("title",), "Support Worker", "Care Worker"), "Support", "Care"),
        (Set(("pay", "maximum"), "26250", "27000"), "26250", "27000"),
        (Set(("pay", "maximum"), "26250", None), "    maximum: 26250\n", ""),
        (
            Set(("pay", "type"), "annual", None),
            "# what it is\n    type: annual\n    minimum",
            "minimum",
        ),
        (
            Set(("reports_to", 0), "Team Leader", None),
            "  # the first\n  - Team Leader  # since May\n\n",
            "",
        ),
        (
            Set(("reports_to", 1), "Head of Care", None),
            '  # the second\n  - "Head of Care"\n    # more on the second\n\n',
            "",
        ),
        (Set(("reports_to", 2), "Chief Executive", None), "\n  - Chief Executive\n", ""),
        (Set(("reports_to", 1), "Head of Care", "Matron"), '"Head of Care"', '"Matron"'),
        (
            Set(("reports_to", 3), None, "Board"),
            "  - Chief Executive\n",
            "  - Chief Executive\n\n  - Board\n",
        ),
        (
            Insert(("reports_to", 0), "Matron"),
            "  # the first\n",
            "  - Matron\n  # the first\n",
        ),
        (Rename(("pay", "minimum"), "amount"), "minimum", "amount"),
        (Set(("benefits", 0), "bicycle", None), "bicycle, ", ""),
        (Set(("benefits", 2), None, "a, b"), 'door"]', 'door", "a, b"]'),
        (Set(("benefits", 0), "bicycle", "bus, train"), "bicycle", '"bus, train"'),
        (
            Set(("pay", "basis"), None, "actual", ("type",)),
            "type: annual\n",
            "type: annual\n    basis: actual\n",
        ),
        (
            Set(("place",), None, {"base": "dartford", "other_places": ["chatham"]}, ("pay",)),
            "maximum: 26250\n",
            "maximum: 26250\nplace:\n  base: dartford\n  other_places:\n    - chatham\n",
        ),
        (Set(("notes",), "# no comment\nKept.\n", None), "notes: |\n  # no comment\n  Kept.\n", ""),
    ],
    ids=str,
)  # fmt: skip
def test_an_edit_takes_its_own_comments_along(edit: Edit, old: str, new: str) -> None:
    if edit.path == ("notes",):
        assert result(edit).rstrip("\n") == changed(old, new).rstrip("\n")
    else:
        assert result(edit) == changed(old, new)


def test_an_item_is_moved_with_its_comments() -> None:
    moved = result(Move(("reports_to", 1), 0))
    assert moved == LIST.replace(
        "  # the first\n  - Team Leader  # since May\n\n  # A note on all that follows\n\n"
        '  # the second\n  - "Head of Care"\n    # more on the second\n',
        '  # the second\n  - "Head of Care"\n    # more on the second\n\n'
        "  # A note on all that follows\n\n  # the first\n  - Team Leader  # since May\n",
    )
    assert result(Move(("reports_to", 1), 0), Move(("reports_to", 0), 1)) == LIST


def test_what_would_be_empty_goes_too() -> None:
    text = "title: A\npay:\n  type: unpaid\n"
    assert result(Set(("pay", "type"), "unpaid", None), text=text) == "title: A\n"


def test_a_key_without_a_value_is_filled() -> None:
    text = "title:  # later\npay:\n  # nothing yet\nsummary: null\nb:"
    assert result(Set(("title",), None, "A: b"), text=text).startswith('title: "A: b"  # later\n')
    assert "summary: B\n" in result(Set(("summary",), None, "B"), text=text)
    filled = result(Set(("pay",), None, {"type": "unpaid"}), text=text)
    assert "pay:\n  # nothing yet\n  type: unpaid\nsummary" in filled
    assert result(Set(("b",), None, "C"), text=text).endswith("\nb: C")


def test_a_mark_and_line_ends_of_windows_stay() -> None:
    data = b"\xef\xbb\xbftitle: A\r\nreports_to:\r\n- B  \r\n- C"
    after = edited("role.yaml", data, [Set(("reports_to", 2), None, "D\nE")])
    assert after == data + b"\r\n- |-\r\n  D\r\n  E"
    assert edited("role.yaml", after, [Set(("reports_to", 2), "D\nE", None)]) == data


def test_folded_text_stays_folded() -> None:
    text = "summary: >-\n    Help people\n    at home.\ntitle: A\n"
    long = "Help people to live " + "well " * 40 + "at home."
    after = result(Set(("summary",), "Help people at home.", long), text=text)
    assert after.startswith("summary: >-\n    Help people to live well")
    assert max(len(line) for line in after.split("\n")) <= 100
    assert after.endswith("at home.\ntitle: A\n")


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (Set(("pay", "maximum"), "26000", "1"), 'pay.maximum is now "26250"'),
        (Set(("title",), None, "A"), 'title is now "Support Worker"'),
        (Set(("nothing",), "x", "A"), "nothing isn't there"),
        (Set(("title", "a"), None, "A"), "title can't have anything like title.a"),
        (Set(("reports_to", "a"), None, "A"), "reports_to can't have anything like reports_to.a"),
        (Rename(("pay", "minimum"), "maximum"), "pay.maximum is there already"),
        (Rename(("pay", "none"), "maximum"), "pay.none isn't there"),
        (Move(("reports_to", 0), 3), "reports_to isn't a list with that many items"),
        (Insert(("pay", 0), "a"), "pay isn't a list with that many items"),
    ],
    ids=str,
)
def test_what_is_not_as_expected_is_refused(edit: Edit, says: str) -> None:
    with pytest.raises(CannotEditError) as refused:
        result(edit)
    assert says in str(refused.value)


def test_a_file_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(CannotEditError, match="put this right first"):
        edited("role.yaml", b"title: [", [Set(("title",), None, "A")])
