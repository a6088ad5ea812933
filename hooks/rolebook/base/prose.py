"""The Markdown that recruiters may write, read once into the tree that every output shows.

Allowed are paragraphs, emphasis, strong, links and lists; anything else is refused with what to
write instead, so that no output ever meets markup that it cannot show.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from .document_tree import (
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
from .suggestions import shortened

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

#: Lists inside one another, in one text. Typst leaves out what is more than nine lists deep, and
#: Word has nine levels: a text may be a part of a part of a duty, and both count.
LIST_LEVELS = 4
LINK_SCHEMES = ("http", "https", "mailto", "tel")

_WEB_ADDRESS = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/\S*)?")
_EMAIL = re.compile(r"[^@\s:/]+@[^@\s:/]+")

#: Text without any of these is plain paragraphs and lists, and most of it needs no parser.
_MAY_BE_MARKUP = re.compile(r"[*_\[\]`\\<>#|~=\0-\x09\x0b-\x1f]")
_ENTITY = re.compile(r"&#?\w+;")
#: A line of plain words, with what makes it an item or belongs to the item above; not one that is
#: a ruled line, makes a heading of the line above, or begins a list in an item or with a number.
_PLAIN_LINE = re.compile(r"(- |  )?(?!(?:[-+]|[0-9]+[.)])(?:\s|$)|-[- ]*$)(\S(?:.*\S)?)")

#: What ends a line for the parser; text in double quotes may have "\r" written in it.
_LINE_END = re.compile(r"\r\n?|\n")

#: Signs that the parser has to pair: its work grows with the square of their number.
_SIGNS = "*_[]!`<&\\"
#: More than any text of a role needs, and few enough to be paired in a moment.
MOST_SIGNS = 1_000

#: What is refused, by the parser's name for it, with what to write instead.
_REFUSED = {
    "heading": "contains a heading; write it as **bold** words on a line of their own, with an "
    "empty line above and below",
    "fence": "contains a block of code; take the backquotes or tildes out, and write plain words",
    "code_inline": "contains code in backquotes (`); take them out, and write plain words",
    "blockquote": "contains a quotation marked with >; take the sign out, and write plain words",
    "hr": "contains a ruled line; take it out, and leave an empty line between paragraphs",
    "image": "contains a picture; describe it in words, or link to it",
}
_OTHER = "contains markup that is not known here; write plain words, **bold**, *italic* or a list"

#: How much of a line is looked for in the file to show where the problem is.
_SNIPPET = 12


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
    # Takes long to load, and most texts need no parser.
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False})
    # Indentation in YAML comes from the YAML, never from a wish for code; and a line such as
    # "[note]: see below" would vanish as the address of a link kept for later.
    parser.disable(["code", "reference"])
    # Schemes are checked here, where the message can say what is allowed.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def read_prose(source: str) -> Prose:
    """Read Markdown.

    Raises:
        ProseProblem: for markup that is not allowed, or a link that is no web, mail or telephone
            address.
    """
    if len(source) > MOST_SIGNS < sum(map(source.count, _SIGNS)):
        raise ProseProblem(
            f"has more than {MOST_SIGNS:,} of the signs {' '.join(_SIGNS)}; check what was pasted, "
            "and take out those that you do not need"
        )
    if (plain := _plain_blocks(source)) is not None:
        return Prose(source, plain)
    from markdown_it.tree import SyntaxTreeNode

    tree = SyntaxTreeNode(_parser().parse(source))
    return Prose(source, _blocks(tree.children, _LINE_END.split(source)))


def _plain_blocks(source: str) -> tuple[Block, ...] | None:
    """Read paragraphs and lists with hyphens, all of plain words, in a tenth of the parser's time.

    None where there is, or may be, anything else.
    """
    if _MAY_BE_MARKUP.search(source) or ("&" in source and _ENTITY.search(source)):
        return None
    if "\n" not in source and (plain := _PLAIN_LINE.fullmatch(source)) and not plain[1]:
        return (Paragraph((Text(source),)),)
    paragraphs: list[tuple[bool, list[str]]] = []  # whether each is an item, and its lines
    goes_on = in_item = False
    for line in source.split("\n"):
        if not line:
            goes_on = False
            continue
        if not (plain := _PLAIN_LINE.fullmatch(line)):
            return None
        mark, words = plain.groups()
        if goes_on and mark == ("  " if in_item else None):
            paragraphs[-1][1].append(words)
        elif mark == "  " or (goes_on and mark is None):
            return None
        else:
            in_item = mark is not None
            paragraphs.append((in_item, [words]))
        goes_on = True
    blocks: list[Block] = []
    for are_items, run in groupby(paragraphs, itemgetter(0)):
        read = [Paragraph((Text(" ".join(lines)),)) for _, lines in run]
        blocks.extend([List(tuple((item,) for item in read))] if are_items else read)
    return tuple(blocks)


def _blocks(nodes: list[SyntaxTreeNode], lines: list[str], level: int = 0) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for node in nodes:
        if node.type == "paragraph":
            blocks.append(Paragraph(_inlines(node.children[0].children)))
        elif node.type in ("bullet_list", "ordered_list"):
            if level == LIST_LEVELS:
                first = lines[node.map[0]].strip() if node.map else ""
                raise ProseProblem(
                    f"contains lists more than {LIST_LEVELS} levels inside one another; begin this "
                    "item further out",
                    first,
                )
            items = tuple(_blocks(item.children, lines, level + 1) for item in node.children)
            blocks.append(List(items, numbered=node.type == "ordered_list"))
        else:
            first = lines[node.map[0]].strip() if node.map else ""
            raise ProseProblem(_REFUSED.get(node.type, _OTHER), first[:_SNIPPET])
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
            raise ProseProblem(_REFUSED.get(node.type, _OTHER), _snippet(node))
    return tuple(inlines)


def _snippet(node: SyntaxTreeNode) -> str:
    """Give the beginning of a refused piece as it stands in the source."""
    if node.type == "image":
        return f"![{node.content[:_SNIPPET]}"
    return f"{node.markup}{node.content[:_SNIPPET]}"


def _link(node: SyntaxTreeNode) -> Link:
    address = str(node.attrs["href"])
    try:
        scheme = urlsplit(address).scheme.casefold()
    except ValueError:  # such as an address with half a bracket
        scheme = ""
    if scheme in LINK_SCHEMES:
        return Link(_inlines(node.children), address)
    # The parser has percent-encoded the address: what stands before the colon is in the source
    # as it was typed.
    snippet = address.split(":")[0] + ":" if scheme else address
    shown = shortened(unquote(address))
    if _WEB_ADDRESS.fullmatch(address):
        advice = f"write the address in full: https://{address}"
    elif _EMAIL.fullmatch(address):
        advice = f"write mailto:{address}"
    else:
        advice = "link only to addresses that begin with https://, http://, mailto: or tel:"
    raise ProseProblem(f'links to "{shown}"; {advice}', snippet)
