"""What stands in the body of a Word document, with the links, lists and headings that it counts."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from lxml import etree

from rolebook.base.document_tree import Emphasis, Inline, LineBreak, Text, plain
from rolebook.base.words import Words
from rolebook.render.documents.document_data import printed_address

from .package import Relationship
from .template import DocumentTemplate
from .xml import add, add_plain, add_run, clean, qualified, root

#: Signs that an address may hold as they are; Word calls a file with any others damaged.
_ADDRESS_SIGNS = "%:/?#[]@!$&'()*+,;=-._~"
#: Word cuts off longer ones.
_LONGEST_ADDRESS = 2000


class DocumentBody:
    """The body of a document while it is written on its ``paper``."""

    def __init__(self, paper: DocumentTemplate, words: Words) -> None:
        """Begin with nothing; ``words`` are those of Rolebook's own."""
        self.paper = paper
        self.words = words
        self.document = root("document")
        self.body = add(self.document, "body")
        self.lists: list[int] = []
        """Level of each numbered list so far, whose numbers begin anew"""
        self._links: dict[str, str] = {}
        self._marks = 0
        self._pictures = 0

    @property
    def links(self) -> tuple[Relationship, ...]:
        """The addresses that the text leads to."""
        return tuple(Relationship(id_, "hyperlink", to) for to, id_ in self._links.items())

    def paragraph(
        self,
        parent: etree._Element,
        style: str,
        words: str | Sequence[Inline] = "",
        *,
        keep: bool = False,
        gap: int = 0,
        new_page: bool = False,
    ) -> etree._Element:
        """Add a paragraph.

        ``keep`` keeps it on one page with what follows; ``gap`` is space before it, in twips, if
        its style is to have more than it has.
        """
        paragraph = add(parent, "p")
        properties = add(paragraph, "pPr")
        if style:
            add(properties, "pStyle", val=self.paper.style(style))
        if keep:
            add(properties, "keepNext")
        if new_page:
            add(properties, "pageBreakBefore")
        if gap:
            add(properties, "spacing", before=gap)
        if isinstance(words, str):
            if words:
                add_run(paragraph, words)
        else:
            self.inlines(paragraph, words)
        return paragraph

    def inlines(self, parent: etree._Element, inlines: Sequence[Inline], style: str = "") -> None:
        """Add words to a paragraph."""
        for inline in inlines:
            if isinstance(inline, Text):
                add_run(parent, inline.text, style)
            elif isinstance(inline, LineBreak):
                add(add(parent, "r"), "br")
            elif isinstance(inline, Emphasis):
                name = self.paper.style("Strong" if inline.strong else "Emphasis")
                # A run has one style: words in a link keep the look of the link.
                self.inlines(parent, inline.inlines, style or name)
            else:
                self.link(parent, inline.address, plain(inline.inlines))
                if shown := printed_address(inline):
                    add_run(parent, f" ({shown})", self.paper.style("Small Note"))

    def link(self, parent: etree._Element, address: str, words: str) -> None:
        """Add words that lead to an address."""
        target = quote(clean(address), safe=_ADDRESS_SIGNS)
        if len(target) > _LONGEST_ADDRESS:
            add_run(parent, words)
            return
        element = add(parent, "hyperlink", history=1)
        element.set(qualified("r:id"), self._links.setdefault(target, f"link{len(self._links)}"))
        add_run(element, words, self.paper.style("Hyperlink"))

    def heading(
        self, parent: etree._Element, title: str, level: int, *, new_page: bool = False
    ) -> None:
        """Add a heading; those of the first level bear the mark that ``mark`` names."""
        style = f"heading {min(level, 4)}"
        paragraph = self.paragraph(parent, style, keep=True, new_page=new_page)
        if level > 1:
            add_run(paragraph, title)
            return
        self._marks += 1
        add(paragraph, "bookmarkStart", id=self._marks, name=mark(self._marks))
        add_run(paragraph, title)
        add(paragraph, "bookmarkEnd", id=self._marks)

    def picture(
        self, paragraph: etree._Element, id_: str, width: int, height: int, description: str
    ) -> None:
        """Add a picture, whose file is referred to as ``id_``, with words for who cannot see it."""
        self._pictures += 1
        name = f"Picture {self._pictures}"
        size = {"cx": width, "cy": height}
        inline = add_plain(add(add(paragraph, "r"), "drawing"), "wp:inline",
                           distT=0, distB=0, distL=0, distR=0)  # fmt: skip
        add_plain(inline, "wp:extent", **size)
        add_plain(inline, "wp:docPr", id=self._pictures, name=name, descr=description)
        graphic = add_plain(inline, "a:graphic")
        data = add_plain(
            graphic, "a:graphicData", uri="http://schemas.openxmlformats.org/drawingml/2006/picture"
        )
        picture = add_plain(data, "pic:pic")
        about = add_plain(picture, "pic:nvPicPr")
        add_plain(about, "pic:cNvPr", id=self._pictures, name=name, descr=description)
        add_plain(about, "pic:cNvPicPr")
        fill = add_plain(picture, "pic:blipFill")
        add_plain(fill, "a:blip").set(qualified("r:embed"), id_)
        add_plain(add_plain(fill, "a:stretch"), "a:fillRect")
        shape = add_plain(picture, "pic:spPr")
        place = add_plain(shape, "a:xfrm")
        add_plain(place, "a:off", x=0, y=0)
        add_plain(place, "a:ext", **size)
        add_plain(add_plain(shape, "a:prstGeom", prst="rect"), "a:avLst")


def mark(number: int) -> str:
    """Give the name under which the contents find a heading."""
    return f"_Toc{number:09d}"
