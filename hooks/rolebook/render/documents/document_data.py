"""The block tree as plain JSON data, which is all that a template of a PDF is given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import unquote

from rolebook.base.document_tree import (
    Block,
    CriteriaTable,
    Emphasis,
    Fact,
    Facts,
    Inline,
    LineBreak,
    Link,
    List,
    Paragraph,
    Section,
    Table,
    Text,
    plain,
    plain_blocks,
)
from rolebook.base.words import Words

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]

#: A run of letters this long would reach out of a column; Typst breaks web addresses itself.
_LONG_WORD = re.compile(r"(?<!\S)(?!https?://|www\.)\S{31,}")
_PIECE = re.compile(r"[^._/@:,;=&?-]{1,18}[._/@:,;=&?-]?|.")
_ZERO_WIDTH_SPACE = "\u200b"
#: A list of so few items and letters is kept on one page.
_FEW = 6
_SHORT_LIST = 500
#: Letters that fit on one line of a table beside other columns.
_SHORT = 24


def words(text: str) -> str:
    """Let very long words break over lines, at a sign where there is one."""
    return _LONG_WORD.sub(lambda found: _in_pieces(found.group()), text)


def words_data(catalogue: Words, *groups: str) -> dict[str, Json]:
    """Give the messages of some groups of the catalogue to a template."""
    return {key: held for group in groups for key, held in catalogue.group(group).items()}


def _in_pieces(word: str) -> str:
    return _ZERO_WIDTH_SPACE.join(_PIECE.findall(word))


def section_data(section: Section, catalogue: Words) -> dict[str, Json]:
    """Give a section with the sections in it."""
    return {
        "id": section.id,
        "title": words(section.title),
        "blocks": blocks_data(section.blocks, catalogue),
        "sections": [section_data(part, catalogue) for part in section.sections],
    }


def blocks_data(blocks: Sequence[Block], catalogue: Words) -> list[Json]:
    """Give blocks, each with its kind."""
    return [_block(block, catalogue) for block in blocks]


def _block(block: Block, catalogue: Words) -> Json:
    if isinstance(block, Paragraph):
        return {"kind": block.kind, "inlines": _inlines(block.inlines)}
    if isinstance(block, List):
        items: Json = [blocks_data(item, catalogue) for item in block.items]
        return {
            "kind": block.kind,
            "numbered": block.numbered,
            "short": len(block.items) <= _FEW and len(plain_blocks((block,))) < _SHORT_LIST,
            "items": items,
        }
    if isinstance(block, Facts):
        return {"kind": block.kind, "facts": facts_data(block.facts, catalogue)}
    if isinstance(block, CriteriaTable):
        return _criteria(block)
    if isinstance(block, Table):
        return _table(block)
    return {
        "kind": block.kind,
        "title": block.title,
        "blocks": blocks_data(block.blocks, catalogue),
    }


def _inlines(inlines: Sequence[Inline]) -> list[Json]:
    return [_inline(inline) for inline in inlines]


def _inline(inline: Inline) -> Json:
    if isinstance(inline, Text):
        return {"kind": inline.kind, "text": words(inline.text)}
    if isinstance(inline, LineBreak):
        return {"kind": inline.kind}
    if isinstance(inline, Emphasis):
        return {
            "kind": inline.kind,
            "strong": inline.strong,
            "inlines": _inlines(inline.inlines),
        }
    return {
        "kind": inline.kind,
        "address": inline.address,
        "printed_address": words(printed_address(inline)),
        "inlines": _inlines(inline.inlines),
    }


def printed_address(link: Link) -> str:
    """Give the address that paper must show beside a link, empty where its words tell it.

    >>> printed_address(Link((Text("our values"),), "https://example.org/values"))
    'https://example.org/values'
    """
    shown = unquote(re.sub(r"^(mailto|tel):", "", link.address, flags=re.IGNORECASE))
    return "" if _bare(shown) == _bare(plain(link.inlines)) else shown


def _bare(address: str) -> str:
    """Take away what does not matter when two addresses are read: https://, www. and spaces."""
    address = re.sub(r"[\s()-]", "", address.casefold())
    return re.sub(r"^https?://(www\.)?|^www\.", "", address).rstrip("/")


def stated_facts(facts: Iterable[Fact], catalogue: Words) -> list[Fact]:
    """Give the facts that say something; the note of a figure that was worked out says so."""
    return [
        replace(fact, note=catalogue("facts.working", working=fact.note))
        if fact.computed and fact.note
        else fact
        for fact in facts
        if fact.value or fact.blocks
    ]


def facts_data(facts: Sequence[Fact], catalogue: Words) -> list[Json]:
    """Give facts that say something."""
    return [
        {
            "label": words(fact.label),
            "value": words(fact.value),
            "blocks": blocks_data(fact.blocks, catalogue),
            "note": words(fact.note),
        }
        for fact in stated_facts(facts, catalogue)
    ]


def _criteria(block: CriteriaTable) -> Json:
    groups: list[Json] = []
    assessed = False
    for group in block.groups:
        rows: list[Json] = []
        for row in group.rows:
            assessed = assessed or bool(row.assessed_by)
            rows.append(
                {
                    "text": words(row.text),
                    "essential": row.importance == "essential",
                    "importance": words(row.importance_words),
                    "assessed_by": words(row.assessed_by),
                }
            )
        groups.append({"title": group.title, "rows": rows})
    return {"kind": block.kind, "assessed": assessed, "groups": groups}


def _table(block: Table) -> Json:
    return {
        "kind": block.kind,
        "caption": block.caption,
        "header": [words(cell) for cell in block.header],
        "rows": [[words(cell) for cell in row] for row in block.rows],
        "shares": _shares(block),
    }


def _shares(block: Table) -> list[int]:
    """Share out the width of a table by what its columns hold; 0 is as wide as the words need."""
    columns = zip(block.header, *block.rows, strict=True)
    longest = [max(len(cell) for cell in column) for column in columns]
    if all(length <= _SHORT for length in longest):
        return [1] * len(longest)
    return [0 if length <= _SHORT else min(60, length) for length in longest]
