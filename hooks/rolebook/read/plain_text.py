"""Text as it stands on its lines: what cuts it short, and which of its lines run together."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from rolebook.base.suggestions import quoted_whole, shortened
from rolebook.model.values.folded_text import FoldedText

from .indentation import bare_hyphen

#: A sign # that cuts a text short. A comment of a person's own has a space after its sign.
_CUT = re.compile(r"\s*(#[^\s#]\S*)")
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
#: One space before the sign, and words behind it that go on with a sentence or count: "# 2 of 3".
#: People set a comment off by more space, and begin it with a word of its own, or with a day.
_READS_ON = re.compile(
    rf" (# +(?:(?:and|or|nor|of)\b|(?![0-9]+(?:[-/][0-9]| +(?:{_MONTHS})))[0-9]).*)"
)
_AFTER_LETTER = re.compile(r" (# .*)")
#: Words, as opposed to an id, a choice, a figure or a date; and the letters of "C #" and "F #".
_WORDS = re.compile(r"(?=.*[A-Za-z]{3})(?:[A-Z]|.*\S ).*", re.DOTALL)
_LETTER = re.compile(r"(?:.* )?[CF]", re.DOTALL)


#: Without any of these in a file, no text of it is cut short or has a bare hyphen.
_MAY_BE_CUT = re.compile(r"#[^\s#]|\S # +(?:[0-9]|and\b|n?or\b|of\b)|\b[CF] # ")
_MAY_BE_ITEM = re.compile(r"\n *-[A-Za-z]")


def may_be_misread(text: str) -> bool:
    """Whether a file may have text without quotes that is not read as meant; most have none."""
    cut = "#" in text and _MAY_BE_CUT.search(text)
    return bool(cut or _MAY_BE_ITEM.search(f"\n{text}"))


def plain_text_problems(node: yaml.ScalarNode, lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """Find where text without quotes is not read as meant, by line and column from 0."""
    yield from _cut_short(node, lines)
    yield from _bare_hyphens(node, lines)


def _cut_short(node: yaml.ScalarNode, lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """Find a # that cuts text short: ``Leader of team #2`` would lose its end."""
    end = node.end_mark
    line = lines[end.line] if end.line < len(lines) else ""
    text: str = node.value
    cut = (
        _CUT.match(line, end.column)
        or (_WORDS.fullmatch(text) and _READS_ON.match(line, end.column))
        or (_LETTER.fullmatch(text) and _AFTER_LETTER.match(line, end.column))
    )
    if cut:
        whole = f"{text}{line[end.column :]}".strip()
        message = (
            f'the character # cuts the text off before "{shortened(cut[1])}"; '
            f"{quoted_whole(whole)}, or put the comment on a line of its own"
        )
        yield end.line, cut.start(1), message


def _bare_hyphens(node: yaml.ScalarNode, lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """Find items such as ``-interview``, which are read as text that goes on from above."""
    first = node.start_mark.line
    for number in range(first, min(node.end_mark.line + 1, len(lines))):
        line = lines[number]
        found = bare_hyphen(line)
        if found and (number > first or not line[: node.start_mark.column].strip()):
            yield number, *found


def with_lines(node: yaml.ScalarNode, lines: list[str], last_line: int, opening: str) -> str:
    """Give the text of a node, with its lines as they stand where they run together.

    ``last_line`` counts from 1; ``opening`` is what would be written above lines that are kept.
    """
    text: str = node.value
    first = node.start_mark.line
    if node.style == "|" or last_line - first < 2:
        return text  # on one line, or with its lines kept
    source = lines[first:last_line]
    source[0] = "" if node.style == ">" else source[0][node.start_mark.column :]
    return FoldedText(text, source, opening)
