"""What a recruiter sees while typing in VS Code, from the language server that VS Code uses."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from language_server import Editor, find_server
from rolebook.editing.schema_files import refresh

ROOT = Path(__file__).parent.parent
LEAD = (ROOT / "content" / "roles" / "clinical-lead.yaml").read_text("utf-8")
#: Where somebody is typing.
CURSOR = "¦"
_numbers = count(1)


def test_the_schemas_as_they_are_shipped_are_taken(tmp_path: Path) -> None:
    command = find_server()
    for name in ("content", "site_config", ".vscode"):
        shutil.copytree(ROOT / name, tmp_path / name)
    assert refresh(tmp_path)
    shipped = Editor(command, tmp_path)
    assert shipped.open("content/roles/clinical-lead.yaml") == []
    scale = pay("  type: pay-scale\n  scale: none\n  band: A\n")
    (told,) = shipped.open("content/roles/typed.yaml", scale)
    assert told["message"].startswith("There is nothing of this name in site_config/pay_scales")
    shipped.close()


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """The real project, but with a pay scale, opened in an editor with the project's settings."""
    command = find_server()
    project = tmp_path_factory.mktemp("typing") / "project"
    for name in ("content", "site_config", ".vscode"):
        shutil.copytree(ROOT / name, project / name)
    scales = ROOT / "tests" / "projects" / "small" / "site_config" / "pay_scales.yaml"
    shutil.copy(scales, project / "site_config")
    refresh(project)
    running = Editor(command, project)
    yield running
    running.close()


def typed(text: str) -> tuple[str, str, int, int]:
    """Give a file of its own for a text, the text without the cursor, and where that stands."""
    before, after = text.split(CURSOR)
    file = f"content/roles/typed-{next(_numbers)}.yaml"
    return file, before + after, before.count("\n"), len(before) - before.rfind("\n") - 1


def offered(editor: Editor, text: str) -> list[str]:
    file, whole, line, column = typed(text)
    editor.open(file, whole)
    return [item["label"] for item in editor.completions(file, line, column)]


def marked(editor: Editor, text: str) -> list[tuple[str, str]]:
    """Give the piece of text under each red line, with what is said about it."""
    file = f"content/roles/typed-{next(_numbers)}.yaml"
    lines = text.split("\n")

    def piece(place: dict[str, Any]) -> str:
        start, end = place["start"], place["end"]
        return lines[start["line"]][start["character"] : end["character"]]

    return [(piece(each["range"]), each["message"]) for each in editor.open(file, text)]


def pay(lines: str) -> str:
    """Give the role with other pay."""
    start, end = LEAD.index("pay:\n"), LEAD.index("advert:\n")
    return LEAD[:start] + "pay:\n" + lines + LEAD[end:]


def test_no_file_of_the_project_has_a_red_line(editor: Editor) -> None:
    files = [
        *sorted((editor.root / "content" / "roles").glob("*.yaml")),
        *sorted((editor.root / "site_config").glob("*.yaml")),
    ]
    assert len(files) == 15
    for path in files:
        assert editor.open(path.relative_to(editor.root).as_posix()) == [], path.name


def test_places_are_offered_with_their_names(editor: Editor) -> None:
    text = LEAD.replace("base: chatham-office", f"base: {CURSOR}")
    labels = offered(editor, text)
    assert {"chatham-office", "dartford-office", "isp-kent"} <= set(labels)
    assert "null" not in labels
    file, whole, line, column = typed(text)
    editor.open(file, whole)
    found = editor.completions(file, line, column)
    dartford = next(item for item in found if item["label"] == "dartford-office")
    assert dartford["documentation"] == "Dartford office"
    assert dartford["insertText"] == "dartford-office"


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (pay(f"  type: {CURSOR}\n"), {"annual", "hourly", "pay-scale", "not-stated"}),
        (pay(f"  type: pay-scale\n  scale: {CURSOR}\n"), {"example-scale"}),
        (pay(f"  type: pay-scale\n  scale: example-scale\n  band: {CURSOR}\n"), {"Band 5"}),
        (
            pay(f"  type: pay-scale\n  scale: example-scale\n  points:\n    lowest: {CURSOR}\n"),
            {"1", "2"},
        ),
        (pay(f"  type: annual\n  {CURSOR}\n"), {"basis", "amount", "minimum", "maximum"}),
        (LEAD.replace("north-kent-mind\n", f"{CURSOR}\n", 1), {"north-kent-mind", "isp"}),
        (LEAD.replace("set: north-kent-mind-staff", f"set: {CURSOR}"), {"north-kent-mind-staff"}),
        (LEAD.replace("under: policies", f"under: {CURSOR}", 1), {"policies", "framework"}),
        (LEAD.replace("body: bacp", f"body: {CURSOR}", 1), {"bacp", "ukcp"}),
        (LEAD.replace("    required: yes", f"    required: {CURSOR}"), {'"yes"', '"no"'}),
        (f"{LEAD}vacancies:\n  - {CURSOR}", {"reference", "closes", "open_until_filled"}),
        (f"{LEAD}{CURSOR}", {"vacancies", "review_date"}),
    ],
)
def test_what_may_stand_here_is_offered(editor: Editor, text: str, labels: set[str]) -> None:
    assert labels <= set(offered(editor, text))


def test_keys_of_other_kinds_of_pay_are_not_offered(editor: Editor) -> None:
    labels = offered(editor, pay(f"  type: pay-scale\n  {CURSOR}\n"))
    assert "band" in labels
    assert "minimum" not in labels


def test_a_key_is_explained_where_the_pointer_rests(editor: Editor) -> None:
    text = LEAD.replace("in_person_share", f"in_per{CURSOR}son_share", 1)
    file, whole, line, column = typed(text)
    editor.open(file, whole)
    shown = editor.hover(file, line, column)
    assert shown.startswith(
        "Share of the working time in person, for hybrid work: 80%. Write a percentage, such as 80%"
    )
    text = LEAD.replace("summary:", f"sum{CURSOR}mary:", 1)
    file, whole, line, column = typed(text)
    editor.open(file, whole)
    shown = editor.hover(file, line, column)
    assert shown.startswith("One or two sentences for lists and search results.\n")


@pytest.mark.parametrize(
    ("before", "after", "piece", "message"),
    [
        ("  minimum:", "  minimumm:", "minimumm", "Property minimumm is not allowed."),
        ("type: annual", "type: yearly", "yearly", "Value is not accepted."),
        ("minimum: 43158.24", "minimum: lots", "lots", "Write pounds, such as 24772.74."),
        ("base: chatham-office", "base: chathm", "chathm", "There is nothing of this name in"),
        ("type: permanent", "type: permanant", "permanant", "Value is not accepted."),
        ("required: yes", "required: maybe", "maybe", "Write yes or no."),
        ("hours_a_week: 22.5", "hours_a_week: 22:30", "22:30", "Write hours a week, such as 37.5."),
    ],
)
def test_what_is_wrong_is_marked_where_it_stands(
    editor: Editor, before: str, after: str, piece: str, message: str
) -> None:
    assert before in LEAD
    found = marked(editor, LEAD.replace(before, after, 1))
    assert [under for under, _ in found] == [piece]
    assert found[0][1].startswith(message)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("minimum: 43158.24", "minimum: £43,158.24"),
        ("minimum: 43158.24", 'minimum: "43158.24"'),
        ("required: yes", "required: Yes"),
        ("required: yes", "required: true"),
        ("title: Clinical Lead", "title: 2027"),
        ("department: Children and Young People's Services", "department: true"),
        ("department: Children and Young People's Services", "department: 0042"),
        ("  area_served: Medway", "  area_served:"),
        ("    type: hybrid\n    in_person_share: 80%", "    type: hybrid\n    in_person_share:"),
    ],
)
def test_what_the_reader_takes_has_no_red_line(editor: Editor, before: str, after: str) -> None:
    assert before in LEAD
    assert marked(editor, LEAD.replace(before, after, 1)) == []


def test_a_place_is_offered_as_soon_as_it_is_added(editor: Editor) -> None:
    places = editor.root / "site_config" / "locations.yaml"
    text = places.read_text("utf-8")
    added = "locations:\n  rochester:\n    name: Rochester office\n"
    places.write_text(text.replace("locations:\n", added, 1), "utf-8")
    role = LEAD.replace("base: chatham-office", f"base: {CURSOR}")
    assert "rochester" not in offered(editor, role)
    refresh(editor.root)  # as every command does, and "rolebook serve" at each save
    editor.changed_on_disk("schemas/known.json")
    assert "rochester" in offered(editor, role)
