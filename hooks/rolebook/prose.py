"""The Markdown that recruiters may write, read once into the tree that every output shows.

Allowed are paragraphs, emphasis, strong, links and lists; anything else is refused with what to
write instead, so that no output ever meets markup that it cannot show.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from .document import (
    Block,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    List,
    Paragraph,
    Text,
    plain_blocks,
)

LINK_SCHEMES = ("http", "https", "mailto", "tel")

#: Text without any of these is a paragraph of plain words, and needs no parser.
_MAY_BE_MARKUP = re.compile(r"[*_\[\]`\\<>&#|~\n=!]|^\s*(?:[-+]|\d+[.)])(?:\s|$)")

_REFUSED = {
    "heading": "a heading; write it as **bold** words on a line of their own",
    "fence": "a block of code; write plain words",
    "code_inline": "code in backquotes; write plain words",
    "blockquote": "a quotation marked with >; write plain words",
    "hr": "a ruled line; leave an empty line between paragraphs instead",
    "image": "a picture; describe it in words, or link to it",
}


class ProseProblem(ValueError):
    """Markup that is not allowed; ``snippet`` is the text in the source that shows where."""

    def __init__(self, message: str, snippet: str = "") -> None:
        super().__init__(message)
        self.snippet = snippet


@dataclass(frozen=True)
class Prose:
    """Words with Markdown, as typed (``source``) and as read (``blocks``)."""

    source: str
    blocks: tuple[Block, ...] = field(compare=False, repr=False)

    @property
    def plain(self) -> str:
        """The words alone."""
        return plain_blocks(self.blocks)

    @property
    def inlines(self) -> tuple[Inline, ...] | None:
        """The words of a text that is one paragraph; None where there is more."""
        if len(self.blocks) == 1 and isinstance(self.blocks[0], Paragraph):
            return self.blocks[0].inlines
        return None


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    # Indentation in YAML comes from the YAML, never from a wish for code.
    parser.disable("code")
    # Schemes are checked here, where the message can say what is allowed.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def read_prose(source: str) -> Prose:
    """Read Markdown.

    Raises:
        ProseProblem: for markup that is not allowed, or a link that is no web, mail or telephone
            address.
    """
    if not _MAY_BE_MARKUP.search(source):
        return Prose(source, (Paragraph((Text(source),)),))
    tokens: list[Token] = _parser().parse(source)
    return Prose(source, _blocks(SyntaxTreeNode(tokens).children))


def _blocks(nodes: list[SyntaxTreeNode]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for node in nodes:
        if node.type == "paragraph":
            blocks.append(Paragraph(_inlines(node.children[0].children)))
        elif node.type in ("bullet_list", "ordered_list"):
            items = tuple(_blocks(item.children) for item in node.children)
            blocks.append(List(items, numbered=node.type == "ordered_list"))
        else:
            raise ProseProblem(f"contains {_REFUSED.get(node.type, node.type)}", node.markup)
    return tuple(blocks)


def _inlines(nodes: list[SyntaxTreeNode]) -> tuple[Inline, ...]:
    inlines: list[Inline] = []
    for node in nodes:
        if node.type in ("text", "softbreak"):
            words = " " if node.type == "softbreak" else node.content
            if inlines and isinstance(inlines[-1], Text):
                inlines[-1] = Text(inlines[-1].text + words)
            elif words:
                inlines.append(Text(words))
        elif node.type in ("em", "strong"):
            inlines.append(Emphasis(_inlines(node.children), strong=node.type == "strong"))
        elif node.type == "link":
            inlines.append(_link(node))
        elif node.type == "hardbreak":
            inlines.append(LineBreak())
        else:
            raise ProseProblem(
                f"contains {_REFUSED.get(node.type, node.type)}", node.content or node.markup
            )
    return tuple(inlines)


def _link(node: SyntaxTreeNode) -> Link:
    address = str(node.attrs["href"])
    scheme = urlsplit(address).scheme.casefold()
    if scheme not in LINK_SCHEMES:
        # The first word of the scheme is what can be found in the source: the parser has
        # percent-encoded the rest.
        snippet = address.split(":")[0] + ":" if scheme else address
        raise ProseProblem(
            f'links to "{address}"; link only to addresses that begin with https://, http://, '
            "mailto: or tel:",
            snippet,
        )
    return Link(_inlines(node.children), address)
