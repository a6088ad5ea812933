"""What must not even be read as YAML, since it would cost too much or hide what was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from rolebook.base.problems import Problem
from rolebook.base.suggestions import shortened

from .indentation import no_break_spaces

#: A role has some ten levels; PyYAML overruns its stack at some hundreds.
DEEPEST = 30
TOO_DEEP = f"has more than {DEEPEST} levels inside one another; take brackets or indentation out"
#: Fewer brackets than this cannot harm the stack, and read_document counts their levels itself.
_MANY_BRACKETS = 150

_MERGE_MARK = re.compile(r"^(<{7}|={7}|>{7}|\|{7})(?: .*)?$")
_TAB_INDENT = re.compile(r"^ *\t")
#: Only a line that begins with so many signs, or so many brackets, can go below DEEPEST.
_MAYBE_DEEP = re.compile(rf"\n[ \-?:]{{{DEEPEST - 6}}}")
#: Signs of a command where a value or a key may begin: behind one of these characters, or behind
#: spaces. Each has a pattern that begins with the sign, so that hardly anything else is looked at.
_COMMANDS = [
    re.compile(rf"{sign}(?:(?<=[\n:\-?\[{{,].)|(?<=[\n:\-?\[{{,][ \t].)|(?<=[ \t]{{2}}.))")
    for sign in ("!", r"&(?![*\s])", r"\*(?![*\s])")
]
_PLAIN = b"\t\n" + bytes(range(0x20, 0x7F))


def unsafe_problems(file: str, text: str) -> list[Problem]:
    """Find marks of a merge, tabs, control characters, commands to YAML and too many levels."""
    problems = [
        *_line_problems(file, text),
        *_control_characters(file, text),
        *(no_break_spaces(file, text.split("\n")) if "\u00a0" in text else ()),
    ]
    if not problems and (_may_hold_commands(text) or _may_be_deep(text)):
        problems.extend(_event_problems(file, text))
    return problems


def unreadable_problems(file: str, text: str) -> list[Problem]:
    """Find control characters and too many levels in a file that may hold commands to YAML."""
    problems = list(_control_characters(file, text))
    if not problems and _may_be_deep(text):
        problems.extend(one for one in _event_problems(file, text) if one.message == TOO_DEEP)
    return problems


def _may_be_deep(text: str) -> bool:
    """Whether more than DEEPEST levels are possible."""
    brackets = text.count("[") + text.count("{")
    return brackets > _MANY_BRACKETS or bool(_MAYBE_DEEP.search(f"\n{text}"))


def _may_hold_commands(text: str) -> bool:
    """Whether an anchor (&name), an alias (*name) or a tag (!name) could begin somewhere.

    ``**`` never is an alias.
    """
    begun = f"\n{text}"
    return any(command.search(begun) for command in _COMMANDS)


def _line_problems(file: str, text: str) -> Iterator[Problem]:
    if "\t" not in text and not any(sign * 7 in text for sign in "<=>|"):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if _MERGE_MARK.match(line):
            yield Problem(
                file,
                number,
                1,
                "",
                f'"{line[:7]}" is left over from merging two versions of the file; keep the lines '
                "that are right and delete this one",
            )
        elif "\t" in line and (tab := _TAB_INDENT.match(line)) and line.strip():
            yield Problem(
                file, number, tab.end(), "", "begins with a tab; use spaces, two for each level"
            )


def _control_characters(file: str, text: str) -> Iterator[Problem]:
    # Most of a file is plain ASCII, which is taken out much faster than it is looked at.
    others = text.encode(errors="surrogatepass").translate(None, _PLAIN)
    signs = set(others.decode(errors="surrogatepass"))
    forbidden = {sign for sign in signs if not _is_allowed(ord(sign))}
    if not forbidden:
        return
    for number, line in enumerate(text.split("\n"), start=1):
        at = next((index for index, sign in enumerate(line) if sign in forbidden), None)
        if at is not None:
            yield Problem(
                file,
                number,
                at + 1,
                "",
                f"holds an invisible control character (U+{ord(line[at]):04X}); delete it, or "
                "type the line again",
            )


def _is_allowed(code: int) -> bool:
    """Whether YAML 1.2 (section 5.1) allows a character that is no plain ASCII.

    Not so U+0085, U+2028 and U+2029, at which YAML 1.1 ends a line and no editor does, so that
    positions would be wrong.
    """
    return (
        (0xA0 <= code < 0xD800 and code not in (0x2028, 0x2029))
        or 0xE000 <= code < 0xFFFE
        or code >= 0x10000
    )


def _event_problems(file: str, text: str) -> list[Problem]:
    """Go through the file sign by sign: nothing is expanded, and no level is entered for good."""
    problems: list[Problem] = []
    lines = text.split("\n")
    depth = 0
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)):
            mark = event.start_mark
            assert mark is not None, "events read from text know their position"
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > DEEPEST:
                return [*problems, Problem(file, mark.line + 1, mark.column + 1, "", TOO_DEEP)]
            if _is_command(event):
                problems.append(_command(file, lines[mark.line], mark))
    except yaml.YAMLError:
        # What cannot be read at all is told by syntax_problem, with the commands before it.
        return problems
    return problems


def _is_command(event: yaml.Event) -> bool:
    return (
        isinstance(event, yaml.AliasEvent)
        or getattr(event, "anchor", None) is not None
        or getattr(event, "tag", None) is not None
    )


def _command(file: str, line: str, mark: Any) -> Problem:
    word = shortened((line[mark.column :].split() or [""])[0].rstrip(",]}"))
    sign = word[:1] or "a sign"
    return Problem(
        file,
        mark.line + 1,
        mark.column + 1,
        "",
        f'"{word}" begins with {sign}, which is read as a command; put the whole text in double '
        "quotes, or write out in full what is meant",
    )
