"""What differs, as text for a terminal, as Markdown for a comment, and as JSON for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator

from rolebook.base.suggestions import and_list, on_one_line
from rolebook.changes.records.change import Change, Difference, RoleChanges, SharedChanges

_NOTHING = "No role has changed, and nothing that roles share."


def report(found: Difference, sides: tuple[str, str], form: str, notes: bool) -> str:
    """Tell a difference in the ``form`` text, markdown or json.

    ``sides`` name the two states; changes of notes are told only where ``notes`` says so.
    """
    return {"text": _text, "markdown": _markdown, "json": _json}[form](_told(found, notes), sides)


def _told(found: Difference, notes: bool) -> Difference:
    """Leave out changes of notes, and with them what has no other change."""
    if notes:
        return found
    roles = []
    for role in found.roles:
        changes = _but_notes(role.changes)
        if changes or role.status != "changed":
            roles.append(
                RoleChanges(role.id, role.title, role.file, role.status, changes, role.was)
            )
    shared = [
        SharedChanges(one.file, one.name, changes, one.roles)
        for one in found.shared
        if (changes := _but_notes(one.changes))
    ]
    return Difference(tuple(roles), tuple(shared), found.unread)


def _but_notes(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(change for change in changes if change.field.rpartition(".")[2] != "notes")


def _heading(role: RoleChanges, plain: Callable[[str], str]) -> str:
    words = {
        "added": "new role",
        "removed": "role removed",
        "changed": "",
        "renamed": f"address changed from roles/{role.was}/ to roles/{role.id}/",
    }[role.status]
    return plain(f"{role.title} ({role.file})") + (f": {plain(words)}" if words else "")


def _moves(roles: tuple[str, ...]) -> str:
    return f"Used by {and_list(roles)}" if roles else "Used by no role"


def _text(found: Difference, sides: tuple[str, str]) -> str:
    return "\n".join(_text_lines(found, sides)) + "\n"


def _text_lines(found: Difference, sides: tuple[str, str]) -> Iterator[str]:
    yield f"What changed from {sides[0]} to {sides[1]}"
    if found.is_empty:
        yield from ("", _NOTHING)
    for one in found.shared:
        yield from ("", f"{one.name} ({one.file})")
        yield from (f"  - {on_one_line(change.sentence)}" for change in one.changes)
        if one.roles is not None:
            yield f"  {on_one_line(_moves(one.roles))}"
    for role in found.roles:
        yield from ("", _heading(role, on_one_line))
        yield from (f"  - {on_one_line(change.sentence)}" for change in role.changes)
    if found.unread:
        yield from ("", "Not compared, because it could not be read:")
        yield from (f"  - {on_one_line(words)}" for words in found.unread)


def _markdown(found: Difference, sides: tuple[str, str]) -> str:
    return "\n".join(_markdown_lines(found, sides)) + "\n"


def _markdown_lines(found: Difference, sides: tuple[str, str]) -> Iterator[str]:
    yield f"## What changed from {as_words(sides[0])} to {as_words(sides[1])}"
    if found.is_empty:
        yield from ("", _NOTHING)
    if found.roles:
        yield from ("", "### Roles")
    for role in found.roles:
        yield from ("", f"**{_heading(role, as_words)}**", "")
        yield from (f"- {as_words(change.sentence)}" for change in role.changes)
    if found.shared:
        yield from ("", "### What roles share")
    for one in found.shared:
        yield from ("", f"**{as_words(f'{one.name} ({one.file})')}**", "")
        yield from (f"- {as_words(change.sentence)}" for change in one.changes)
        if one.roles is not None:
            yield from ("", as_words(_moves(one.roles)))
    if found.unread:
        yield from ("", "### Not compared, because it could not be read", "")
        yield from (f"- {as_words(words)}" for words in found.unread)


_MARKUP = re.compile(r"([\\`*_{}\[\]<>|~])")
#: What a git host makes links and messages to people of: @name, #12, !34, $5.
_REFERENCE = re.compile(r"([@#!$^])(?=\w)")


def as_words(text: str) -> str:
    """Give a text as Markdown that shows it as it stands: no markup, and nobody is called."""
    escaped = _MARKUP.sub(r"\\\1", on_one_line(text).replace("&", "&amp;"))
    return _REFERENCE.sub(r"\1<!-- -->", escaped)


def _json(found: Difference, sides: tuple[str, str]) -> str:
    data = {
        "from": sides[0],
        "to": sides[1],
        "roles": [
            {
                "id": role.id,
                "title": role.title,
                "file": role.file,
                "status": role.status,
                **({"renamed_from": role.was} if role.was else {}),
                "changes": [_change(change) for change in role.changes],
            }
            for role in found.roles
        ],
        "site_config": [
            {
                "file": one.file,
                "name": one.name,
                "roles": list(one.roles or ()),
                "changes": [_change(change) for change in one.changes],
            }
            for one in found.shared
        ],
        "unread": list(found.unread),
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _change(change: Change) -> dict[str, str]:
    told = {
        "field": change.field,
        "kind": change.kind,
        "sentence": change.sentence,
        "old": change.old,
        "new": change.new,
    }
    return {**told, "vacancy": change.vacancy} if change.vacancy else told
