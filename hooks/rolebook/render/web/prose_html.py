"""Words, paragraphs and lists as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from rolebook.base.document_tree import (
    Block,
    Emphasis,
    Inline,
    LineBreak,
    List,
    Paragraph,
    Text,
    plain,
)


def inlines_html(inlines: Iterable[Inline]) -> Markup:
    """Give the HTML of words; everything in them is escaped."""
    return Markup(_words(inlines))  # noqa: S704 - every part is escaped below


def prose_html(block: Paragraph | List) -> Markup:
    """Give the HTML of a paragraph or a list; everything in it is escaped."""
    return Markup(_block(block))  # noqa: S704 - every part is escaped below


# Plain text until the end: to join pieces of Markup takes several times as long.


def _words(inlines: Iterable[Inline]) -> str:
    parts: list[str] = []
    for inline in inlines:
        if isinstance(inline, Text):
            parts.append(str(escape(inline.text)))
        elif isinstance(inline, LineBreak):
            parts.append("<br>")
        elif isinstance(inline, Emphasis):
            tag = "strong" if inline.strong else "em"
            parts.append(f"<{tag}>{_words(inline.inlines)}</{tag}>")
        else:
            # On paper, an address is added to links whose words do not tell it.
            told = plain(inline.inlines) in inline.address or inline.address.startswith("tel:")
            shown = ' class="rb-told"' if told else ""
            address = escape(inline.address)
            parts.append(f'<a{shown} href="{address}">{_words(inline.inlines)}</a>')
    return "".join(parts)


def _block(block: Paragraph | List) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{_words(block.inlines)}</p>\n"
    tag = "ol" if block.numbered else "ul"
    items = "".join([f"<li>{_item(item)}</li>\n" for item in block.items])
    return f"<{tag}>\n{items}</{tag}>\n"


def _item(blocks: tuple[Block, ...]) -> str:
    """Give the HTML of an item; its first paragraph needs no element of its own."""
    parts = []
    for index, block in enumerate(blocks):
        if index == 0 and isinstance(block, Paragraph):
            parts.append(_words(block.inlines))
        elif isinstance(block, (Paragraph, List)):
            parts.append(_block(block))
    return "".join(parts)


_ARROW = Markup(' <span aria-hidden="true">→</span><span class="rb-hidden">to</span> ')
_BY = re.compile(r"([+−]£[\d,.]*\d)")


def sentence_html(sentence: str) -> Markup:
    """Give the HTML of the sentence of a change, whose arrows are read out as "to"."""
    begun = sentence[:1].upper() + sentence[1:]
    return _ARROW.join(_with_amounts(part) for part in begun.split(" → "))


def _with_amounts(words: str) -> Markup:
    """Keep the sign of an amount with its figures."""
    parts = _BY.split(words)
    return Markup("").join(
        Markup('<span class="rb-history__by">{}</span>').format(part) if index % 2 else escape(part)
        for index, part in enumerate(parts)
    )
