"""The parts of a document that every output knows how to show.

The same tree becomes the web page and the job pack, so that they cannot disagree. Each block has a
``kind`` by which templates choose how to show it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words."""

    text: str
    kind: ClassVar[str] = "text"


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words with emphasis, or with strong emphasis."""

    inlines: tuple[Inline, ...]
    strong: bool = False
    kind: ClassVar[str] = "emphasis"


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address: http, https, mailto or tel."""

    inlines: tuple[Inline, ...]
    address: str
    kind: ClassVar[str] = "link"


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line that ends where its writer ended it."""

    kind: ClassVar[str] = "break"


Inline = Text | Emphasis | Link | LineBreak


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    inlines: tuple[Inline, ...]
    kind: ClassVar[str] = "paragraph"


@dataclass(frozen=True, slots=True)
class List:
    """A list; each item is a run of blocks."""

    items: tuple[tuple[Block, ...], ...]
    numbered: bool = False
    kind: ClassVar[str] = "list"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact with its label.

    ``note`` adds to the value; for a ``computed`` figure it tells how it was worked out.
    ``blocks`` hold what takes more than a line to say, below the value or in its place.
    """

    key: str
    label: str
    value: str
    note: str = ""
    computed: bool = False
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts, label beside value."""

    facts: tuple[Fact, ...]
    kind: ClassVar[str] = "facts"


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion in one of its forms, and how it is assessed.

    ``importance`` is for programs, and ``importance_words`` says it to people.
    """

    id: str
    text: str
    importance: Literal["essential", "desirable"]
    importance_words: str
    assessed_by: str


@dataclass(frozen=True, slots=True)
class CriteriaGroup:
    """The criteria of one category."""

    title: str
    rows: tuple[CriterionRow, ...]


@dataclass(frozen=True, slots=True)
class CriteriaTable:
    """The person specification, grouped by category."""

    groups: tuple[CriteriaGroup, ...]
    kind: ClassVar[str] = "criteria"


@dataclass(frozen=True, slots=True)
class Table:
    """A plain table; the first cell of each row is its header."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: ClassVar[str] = "table"


@dataclass(frozen=True, slots=True)
class Note:
    """Words set apart: that an opening is an example, that a figure is computed."""

    title: str
    blocks: tuple[Block, ...]
    kind: ClassVar[str] = "note"


Block = Paragraph | List | Facts | CriteriaTable | Table | Note


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it; ``id`` is its anchor."""

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


def paragraph(text: str) -> Paragraph:
    """Make a paragraph of plain words."""
    return Paragraph((Text(text),))


def plain(inlines: tuple[Inline, ...]) -> str:
    """Give the words alone."""
    parts = []
    for inline in inlines:
        if isinstance(inline, Text):
            parts.append(inline.text)
        elif isinstance(inline, LineBreak):
            parts.append(" ")
        else:
            parts.append(plain(inline.inlines))
    return "".join(parts)


def plain_blocks(blocks: tuple[Block, ...]) -> str:
    """Give the words of blocks alone, one block a line."""
    return "\n".join(_lines(blocks))


def _lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield plain(block.inlines)
        elif isinstance(block, List):
            for item in block.items:
                yield from _lines(item)
        elif isinstance(block, Facts):
            for fact in block.facts:
                yield " ".join(filter(None, (f"{fact.label}:", fact.value, fact.note)))
                yield from _lines(fact.blocks)
        elif isinstance(block, CriteriaTable):
            for group in block.groups:
                yield from (row.text for row in group.rows)
        elif isinstance(block, Table):
            yield from (" ".join(filter(None, row)) for row in block.rows)
        else:
            yield from _lines(block.blocks)


def section_words(section: Section) -> Iterator[str]:
    """Give the words of a section and its parts, headings of the parts included."""
    yield from _lines(section.blocks)
    for part in section.sections:
        yield part.title
        yield from section_words(part)
