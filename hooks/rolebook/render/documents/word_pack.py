"""The job pack, and the job description with person specification, as Word documents."""

from __future__ import annotations

from typing import Literal

from lxml import etree

from rolebook.base.document_tree import Section
from rolebook.enrich.role_view import RoleView
from rolebook.model.edition_names import PublishedEdition
from rolebook.model.letterhead import Letterhead
from rolebook.render.documents.word.blocks import Container, add_facts, add_section
from rolebook.render.documents.word.body import DocumentBody, mark
from rolebook.render.documents.word.header_and_footer import page_headers_and_footers
from rolebook.render.documents.word.logo import logo_picture
from rolebook.render.documents.word.package import Part, Properties, Relationship, word_file
from rolebook.render.documents.word.stylesheet import LANGUAGE
from rolebook.render.documents.word.template import section_of, template_of
from rolebook.render.documents.word.xml import add, add_run, qualified, serialised

from .editions import (
    Issue,
    document_title,
    filed_sections,
    imprint_of,
)
from .job_pack import content_words, cover_facts, kind_words, pack_sections

WordEdition = Literal["full", "description"]
"""An edition that there is in Word; it holds what the PDF of that name holds"""

#: The editions in Word, by what the site calls them.
WORD_EDITIONS: dict[PublishedEdition, WordEdition] = {
    "word": "full",
    "description-word": "description",
}
_LOGO = "logo"
_TWIPS_A_POINT = 20
#: How wide a letter is on average, as a share of the size of its type.
_LETTER = 0.5


def word_edition(
    edition: WordEdition,
    view: RoleView,
    issue: Issue,
    address: str = "",
    letterhead: Letterhead | None = None,
) -> bytes:
    """Make an edition of one role; ``address`` is that of its web page, if it is known.

    With a ``letterhead``, its headers, footers, pages and styles are used, and the logo of the
    organisation is left out, since a letterhead bears its own.
    """
    paper = template_of(view.organisation.colour, letterhead)
    story = DocumentBody(paper, view.words)
    sections = pack_sections(view) if edition == "full" else filed_sections(view)
    logo = None if letterhead or view.logo is None else logo_picture(view.logo)
    _add_employer(story, view)
    _add_title(story, view, edition, issue)
    begins_page = False
    if edition == "full":
        _add_key_facts(story, view, address)
        if sections:
            begins_page = _add_contents(story, view, issue, sections)
    for index, section in enumerate(sections):
        add_section(story, section, new_page=begins_page and index == 0)
    if len(story.body) and story.body[-1].tag == qualified("tbl"):
        # Word adds a line of full height where a document ends with a table.
        story.paragraph(story.body, "After Table")
    running = f"{view.title} · {view.organisation.name}"
    mine = imprint_of(view.id, edition, view.version, view.words)
    edges, edge_references = page_headers_and_footers(
        paper, running, mine, content_words(view.content_date, view.words), view.words
    )
    ids = [(kind, pages, f"edge{n}") for n, (kind, pages, _) in enumerate(edge_references)]
    story.body.append(section_of(paper, ids))
    numbering = Part(
        "numbering.xml", "numbering", serialised(paper.numbering.with_lists(story.lists))
    )
    parts = [*paper.parts, numbering, *edges]
    references = [
        *(_reference(part) for part in (*paper.parts, numbering)),
        *(
            Relationship(f"edge{n}", kind, name)
            for n, (kind, _, name) in enumerate(edge_references)
        ),
        *story.links,
    ]
    if logo:
        parts.append(Part("media/logo.png", "image/png", logo.data))
        references.append(Relationship(_LOGO, "image", "media/logo.png"))
    document = Part("document.xml", "main", serialised(story.document), tuple(references))
    return word_file([document, *parts], _properties(view, edition, issue))


def _reference(part: Part) -> Relationship:
    return Relationship(f"part-{part.kind}", part.kind, part.name)


def _properties(view: RoleView, edition: WordEdition, issue: Issue) -> Properties:
    return Properties(
        title=document_title(view, edition),
        author=view.organisation.name,
        summary=view.summary,
        keywords=f"{view.title}, {issue.site_name}",
        language=LANGUAGE,
        day=view.content_date,
    )


def _add_employer(story: DocumentBody, view: RoleView) -> None:
    top = "Employer" if story.paper.is_letterhead else "Employer Top"
    if view.logo and not story.paper.is_letterhead:
        picture = logo_picture(view.logo)
        paragraph = story.paragraph(story.body, top)
        story.picture(paragraph, _LOGO, picture.width, picture.height, view.logo.description)
        top = "Employer"
    story.paragraph(story.body, top, view.organisation.name)
    if view.department:
        story.paragraph(story.body, "Employer Detail", view.department)
    if kind := kind_words(view.organisation, view.words):
        story.paragraph(story.body, "Employer Detail", kind)


def _add_title(story: DocumentBody, view: RoleView, edition: WordEdition, issue: Issue) -> None:
    if edition == "full":
        paragraph = story.paragraph(story.body, "Role Status")
        add_run(paragraph, view.status, story.paper.style("Status Mark"))
    story.paragraph(story.body, "Document Kind", view.words(f"editions.{edition}"))
    story.paragraph(story.body, "Title", view.title)
    if view.summary:
        story.paragraph(story.body, "Subtitle", view.summary)
    if issue.notice:
        story.paragraph(story.body, "Notice", issue.notice)


def _add_key_facts(story: DocumentBody, view: RoleView, address: str) -> None:
    if view.glance:
        story.paragraph(story.body, "After Table")
        place = Container(story.body, story.paper.width, view.title)
        add_facts(story, cover_facts(view), place, view.words("word.key_facts"))
    if address:
        paragraph = story.paragraph(story.body, "Employer Detail", gap=200)
        before, _, after = view.words("paper.on_the_web", address="\0").partition("\0")
        add_run(paragraph, before)
        story.link(paragraph, address, address)
        if after:
            add_run(paragraph, after)


def _add_contents(
    story: DocumentBody, view: RoleView, issue: Issue, sections: tuple[Section, ...] | list[Section]
) -> bool:
    """Add the contents; says whether the first section begins a page.

    They stand on the cover where there is room, else above the first section.
    """
    height = _cover_height(story, view, issue) + 38 + len(sections) * 14.2
    on_cover = height < story.paper.height / _TWIPS_A_POINT
    box = add(story.body, "sdt")
    kind = add(add(box, "sdtPr"), "docPartObj")
    add(kind, "docPartGallery", val="Table of Contents")
    add(kind, "docPartUnique")
    content = add(box, "sdtContent")
    story.paragraph(
        content, "TOC Heading", view.words("paper.contents"), keep=True, new_page=not on_cover
    )
    for number, section in enumerate(sections, start=1):
        last = number == len(sections)
        paragraph = story.paragraph(content, "toc 1", keep=not last)
        if number == 1:
            # Word counts pages when somebody asks it to; until then no number is a wrong one.
            _field_sign(paragraph, "begin")
            code = add(add(paragraph, "r"), "instrText")
            code.text = r' TOC \o "1-1" \h \z \u '
            code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            _field_sign(paragraph, "separate")
        link = add(paragraph, "hyperlink", anchor=mark(number), history=1)
        add_run(link, section.title)
        if last:
            _field_sign(paragraph, "end")
    return on_cover


def _field_sign(paragraph: etree._Element, kind: str) -> None:
    add(add(paragraph, "r"), "fldChar", fldCharType=kind)


def _cover_height(story: DocumentBody, view: RoleView, issue: Issue) -> float:
    """Reckon how high the cover is above the contents, in points.

    The figures are those of our own styles; those of a letterhead are near enough.
    """
    width = story.paper.width / _TWIPS_A_POINT

    def height(words: str, size: float, line: float, wide: float = 1) -> float:
        """Give the height of words of a ``size``; letters are half as wide as high."""
        return -(-len(words) * size * _LETTER // (width * wide)) * line

    points = 112.0 + (47 if view.logo else 0) + height(view.title, 30, 31)
    points += height(view.summary, 12.5, 16.5) + (12 if view.summary else 0)
    points += height(issue.notice or "", 10.5, 13.7) + (8 if issue.notice else 0)
    for fact in cover_facts(view):
        points += 8 + height(fact.value, 10.5, 13, 0.7) + height(fact.note, 9.5, 15, 0.7)
    return points + (70 if view.glance else 40)
