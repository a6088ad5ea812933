"""Findings for people at a terminal: by file, with the line shown and marked."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

import click

from rolebook.base.problems import Advice, Problem

from .result import CheckResult

#: As much of a line as a terminal shows without breaking it.
_WIDTH = 100
_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


def terminal(result: CheckResult) -> str:
    """Give the findings of each file under its name; errors of a file stand before its advice."""
    ordered = sorted(result.findings, key=lambda found: (found.file, isinstance(found, Advice)))
    parts = []
    for file, found in groupby(ordered, key=lambda found: found.file):
        parts.append(click.style(file, bold=True))
        lines = result.lines.get(file, ())
        parts.extend("\n".join(_finding(result, item, lines)) + "\n" for item in found)
    return "\n".join(parts).rstrip("\n")


def _finding(result: CheckResult, found: Problem | Advice, lines: Sequence[str]) -> Iterator[str]:
    level = result.level(found)
    word = "error" if level == "error" else "advice"
    field = f"{found.field}: " if found.field else ""
    rule = f" [{found.rule}]" if isinstance(found, Advice) else ""
    start = f"  {found.line}:{found.column}  "
    head = textwrap.wrap(
        f"{start}{word}  {field}{found.message}{rule}",
        width=_WIDTH,
        subsequent_indent=" " * len(start),
        break_long_words=False,
        break_on_hyphens=False,
    )
    yield head[0].replace(word, click.style(word, fg=_COLOURS[level], bold=True), 1)
    yield from head[1:]
    if 0 < found.line <= len(lines) and lines[found.line - 1].strip():
        text, mark = _marked(lines[found.line - 1], found.column)
        yield " " * len(start) + text
        yield " " * len(start) + click.style(mark, fg=_COLOURS[level])


def _marked(line: str, column: int) -> tuple[str, str]:
    """Give a line, and below it the mark, cut so that a terminal shows both."""
    shown = "".join(sign if sign.isprintable() else " " for sign in line)
    at = min(column - 1, len(shown))
    if at > _WIDTH - 30:
        cut = at - (_WIDTH - 30)
        shown, at = f"…{shown[cut + 1 :]}", at - cut
    if len(shown) > _WIDTH:
        shown = f"{shown[: _WIDTH - 1]}…"
    return shown, " " * _columns(shown[:at]) + "^"


def _columns(text: str) -> int:
    """Give how many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )
