"""The text of a role's file that somebody begins with: from a few answers, or from another role."""

from __future__ import annotations

from dataclasses import dataclass, field

from rolebook.base.suggestions import and_list
from rolebook.read.source_file import SourceFile, read_source_file

from .tidy import tidied

#: What belongs to one role alone and not to a copy of it.
NOT_COPIED = ("vacancies", "reference", "version_note", "review_date", "notes")

_NOTES = """\
Begun with "rolebook new". Before you publish this role:

- Add what is still missing, such as {missing};
  "rolebook docs role-file" lists every key with what it means.
- Ask somebody else to read the pay, the hours and the contract.
- To advertise it, add vacancies with a closing date and a way to apply.

Then write your own notes here. They are for the people who edit this file, and never published."""

_NOTES_OF_COPY = """\
Begun with "rolebook new" as a copy of {source}. Before you publish this role:

- Read every line. All but the title is still that of the other role: above all summary, pay,
  hours and criteria.
- Left out, because they belong to the other role alone: {left_out}.
- To advertise it, add vacancies with a closing date and a way to apply.

Then write your own notes here. They are for the people who edit this file, and never published."""


@dataclass(frozen=True)
class Answers:
    """What is known of a new role, each value as it would be typed; empty where not known."""

    title: str
    organisation: str
    summary: str
    contract: str
    pattern: str
    duties: tuple[str, ...]
    hours_a_week: str = ""
    full_time_hours: str = ""
    base: str = ""
    general_duties: str = ""
    pay: dict[str, str] = field(default_factory=lambda: {"type": "not-stated"})
    """The keys of ``pay``, in their order"""


def new_role(name: str, answers: Answers) -> str:
    """Give the text of a new role's file."""
    hours = {
        "pattern": answers.pattern,
        "hours_a_week": answers.hours_a_week,
        "full_time_hours": answers.full_time_hours,
    }
    missing = ["requirements", "person_specification", "application"]
    if not answers.base:
        missing.insert(0, "place")
    lines = [
        *_pairs({"title": answers.title, "organisation": answers.organisation}),
        *_pairs({"summary": answers.summary}),
        *_record("place", {"base": answers.base}),
        *_record("contract", {"type": answers.contract}),
        *_record("hours", hours),
        *_record("pay", answers.pay),
        "duties:",
        *(f"  {line}" for line in _record("general", {"set": answers.general_duties})),
        "  sections:",
        "    - title: Main duties",
        "      duties:",
        *(f"        - {as_typed(duty)}" for duty in answers.duties),
        *_notes(_NOTES.format(missing=and_list(missing))),
    ]
    return tidied(name, "\n".join(lines) + "\n")


def copied_role(name: str, text: str, title: str, source: str) -> str:
    """Give the text of another role with a new title; its layout and comments stay.

    ``text`` must be readable.
    """
    source_file = read_source_file(name, text)
    blocks = _blocks(source_file)
    left_out = [key for key in NOT_COPIED if key in blocks and key != "notes"]
    lines: list[str] = []
    for key, block in blocks.items():
        if key == "title":
            lines.extend(line for line in block if line.lstrip().startswith("#"))
            lines.append(f"title: {as_typed(title)}")
        elif key not in NOT_COPIED:
            lines.extend(block)
    while lines and not lines[-1].strip():
        lines.pop()
    told = ", ".join(left_out) or "nothing but notes"
    lines.extend(_notes(_NOTES_OF_COPY.format(source=source, left_out=told)))
    return "\n".join(lines) + "\n"


def as_typed(text: str) -> str:
    """Give a text as it may stand after a colon or a hyphen, in quotation marks where needed."""
    plain = read_source_file("", f"text: {text}\nitems:\n  - {text}\n")
    if not plain.problems and plain.data == {"text": text, "items": [text]}:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _pairs(values: dict[str, str]) -> list[str]:
    return [f"{key}: {as_typed(value)}" for key, value in values.items() if value]


def _record(key: str, values: dict[str, str]) -> list[str]:
    pairs = _pairs(values)
    return [f"{key}:", *(f"  {pair}" for pair in pairs)] if pairs else []


def _notes(words: str) -> list[str]:
    return ["notes: |-", *(f"  {line}".rstrip() for line in words.split("\n"))]


def _blocks(source_file: SourceFile) -> dict[str, list[str]]:
    """Give the lines of each key of a file with the comments above it; "" holds what stands first.

    Comments at the left edge above a key go with the key, which they mostly explain.
    """
    keys = [
        (str(path[0]), line - 1)
        for path, (line, _, _) in source_file.keys.items()
        if len(path) == 1
    ]
    starts = [_with_comments_above(source_file.lines, line) for _, line in keys]
    starts[0] = keys[0][1]
    blocks = {"": source_file.lines[: starts[0]]}
    for (key, _), start, end in zip(
        keys, starts, [*starts[1:], len(source_file.lines)], strict=True
    ):
        blocks[key] = source_file.lines[start:end]
    return blocks


def _with_comments_above(lines: list[str], line: int) -> int:
    while line > 0 and lines[line - 1].startswith("#"):
        line -= 1
    return line
