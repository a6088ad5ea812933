"""The PDFs: what they say, how they are tagged, and that they come out alike every time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdf
import pytest

from rolebook.base.document_tree import Fact, Link, List, Section, Text, paragraph
from rolebook.base.prose import LIST_LEVELS
from rolebook.check.words import packaged_words
from rolebook.enrich.role_view import RoleView
from rolebook.enrich.site.compared_role import compared_role
from rolebook.enrich.site.comparison import criteria_matrix, side_by_side
from rolebook.enrich.site.role_card import asking_role, role_card
from rolebook.model.edition_names import RoleEdition
from rolebook.model.site_config import Comparison
from rolebook.render.documents.comparison_pdf import Sheet, criteria_pdf, group_pdf, overview_pdf
from rolebook.render.documents.document_data import printed_address, words
from rolebook.render.documents.editions import Issue, edition_job
from rolebook.render.documents.job_pack import job_pack, pack_sections
from rolebook.render.documents.typst_pdf import Pdf, PdfJob, PdfRendererError, render_pdfs
from verapdf import hold_to_standards, what_is_missing

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"
SITE = "Job descriptions"
DAY = dt.date(2026, 11, 23)
SHEET = Sheet(SITE, DAY, "#24405c", packaged_words(), "These are examples.")
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def packs(views: list[RoleView]) -> dict[str, Pdf]:
    pdfs = render([job_pack(view, SITE, "These are examples.") for view in views])
    return {view.id: pdf for view, pdf in zip(views, pdfs, strict=True)}


def render(jobs: Sequence[PdfJob], workers: int = 2) -> list[Pdf]:
    return list(render_pdfs(jobs, TEMPLATES, workers))


def text_of(pdf: Pdf) -> str:
    """Give the words without any white space, since lines end where the layout wants it."""
    pages = pypdf.PdfReader(BytesIO(pdf.data)).pages
    return squeezed("".join(page.extract_text() for page in pages))


def squeezed(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


def elements(pdf: pikepdf.Pdf, *kinds: str) -> Iterator[pikepdf.Object]:
    """Go through the tags of some kinds."""
    for thing in pdf.objects:
        if (
            isinstance(thing, pikepdf.Dictionary)
            and str(thing.get("/S")) in kinds
            and "/P" in thing
        ):
            yield thing


def table_attributes(cell: pikepdf.Object) -> pikepdf.Object:
    return next(attributes for attributes in cell.A if attributes.O == "/Table")


def test_a_pack_says_what_the_role_says(views: list[RoleView], packs: dict[str, Pdf]) -> None:
    for view in views:
        text = text_of(packs[view.id])
        facts = [words for fact in view.glance for words in (fact.label, fact.value)]
        criteria = [form for c in view.criteria for form in (c.essential, c.desirable) if form]
        titles = [section.title for section in pack_sections(view)]
        for wanted in (view.title, view.summary, view.pay.stated, *facts, *criteria, *titles):
            assert squeezed(wanted) in text, f"{view.id}: {wanted}"
        assert squeezed("Content of 23 November 2026") in text


def test_a_pack_counts_its_pages(packs: dict[str, Pdf]) -> None:
    for pdf in packs.values():
        pages = pypdf.PdfReader(BytesIO(pdf.data)).pages
        assert pdf.pages == len(pages)
        for number, page in enumerate(pages, start=1):
            assert f"Page{number}of{pdf.pages}" in squeezed(page.extract_text())


def test_the_same_bytes_every_time(views: list[RoleView], packs: dict[str, Pdf]) -> None:
    jobs = [job_pack(view, SITE, "These are examples.") for view in views]
    assert [pdf.data for pdf in render(jobs, 1)] == [pdf.data for pdf in packs.values()]
    assert render(jobs[::-1], 2)[::-1] == list(packs.values())


def test_title_author_language_and_dates(views: list[RoleView], packs: dict[str, Pdf]) -> None:
    for view in views:
        with pikepdf.open(BytesIO(packs[view.id].data)) as pdf:
            assert pdf.Root.Lang == "en-GB"
            assert pdf.docinfo["/Title"] == f"{view.title}: job pack"
            assert pdf.docinfo["/Author"] == view.organisation.name
            assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261123")


def test_bookmarks_are_the_sections(views: list[RoleView], packs: dict[str, Pdf]) -> None:
    for view in views:
        reader = pypdf.PdfReader(BytesIO(packs[view.id].data))
        assert bookmarks(reader.outline) == [
            (section.title, [(part.title, []) for part in section.sections])
            for section in pack_sections(view)
        ]


def bookmarks(outline: Sequence[object]) -> list[tuple[str, list[object]]]:
    """Put each list of bookmarks beside the bookmark that it belongs to."""
    told: list[tuple[str, list[object]]] = []
    for entry in outline:
        if isinstance(entry, list):
            told[-1][1].extend(bookmarks(entry))
        else:
            told.append((getattr(entry, "title", ""), []))
    return told


def test_every_row_of_a_table_has_its_header(packs: dict[str, Pdf]) -> None:
    for pdf in packs.values():
        with pikepdf.open(BytesIO(pdf.data)) as opened:
            known = {str(name) for name in opened.Root.StructTreeRoot.IDTree.Names[::2]}
            rows = list(elements(opened, "/TR"))
            assert rows
            for row in rows:
                first, *others = row.K
                assert first.S == "/TH"
                scope = table_attributes(first).Scope
                assert scope in ("/Row", "/Column")
                for cell in others:
                    named = [str(name) for name in table_attributes(cell).Headers]
                    assert set(named) <= known
                    assert scope == "/Column" or str(first.ID) in named


def test_a_long_role(long_view: RoleView) -> None:
    (pdf,) = render([job_pack(long_view, SITE, None)])
    text = text_of(pdf)
    assert pdf.pages > 15
    assert squeezed("Criterion number 100, told") in text
    assert "x" * 120 in text
    assert squeezed("our values (https://example.org/values)") in text
    pages = pypdf.PdfReader(BytesIO(pdf.data)).pages
    heads = [page for page in pages if "Howassessed" in squeezed(page.extract_text())]
    assert len(heads) > 3, "the header of the table stands on each of its pages"


def test_the_shortest_role(short_view: RoleView) -> None:
    (pdf,) = render([job_pack(short_view, SITE, None)])
    assert pdf.pages == 1
    assert "Contents" not in text_of(pdf)


def test_markup_stays_text(short_view: RoleView) -> None:
    marked = '#panic("no") $x$ *b* _i_ `c` <a> @a \\ // -- #read("theme.typ") = "'
    view = replace(short_view, title=marked, summary=marked)
    (pdf,) = render([job_pack(view, SITE, marked)])
    assert text_of(pdf).count(squeezed(marked)) == 4, "title, summary, notice and foot"


@pytest.mark.parametrize("edition", ["full", "large-print"])
def test_no_word_of_the_deepest_lists_is_lost(short_view: RoleView, edition: RoleEdition) -> None:
    """Parts of duties, in each of them lists of a text, and an addition under the last part."""
    deepest = 2 * LIST_LEVELS + 1
    block = List(((paragraph("depth-last"),),))
    for level in range(deepest - 1, 0, -1):
        block = List(((paragraph(f"depth-{level}-"), block),), numbered=level % 3 == 0)
    view = replace(short_view, sections=(Section("a", "A", (block,)),))
    [pdf] = render([edition_job(edition, view, Issue(SITE))])
    words = text_of(pdf)
    assert [level for level in range(1, deepest) if f"depth-{level}-" not in words] == []
    assert "depth-last" in words


def test_a_failure_names_the_role_and_the_reason(short_view: RoleView) -> None:
    with pytest.raises(PdfRendererError, match=r"short \(job_pack.typ\): .*\u4e00"):
        render([job_pack(replace(short_view, title="\u4e00"), SITE, None)])
    broken = replace(job_pack(short_view, SITE, None), data={})
    with pytest.raises(PdfRendererError, match="does not contain key"):
        render([broken])


@pytest.mark.parametrize(
    ("text", "address", "shown"),
    [
        ("our values", "https://example.org/values", "https://example.org/values"),
        ("example.org/values", "https://www.example.org/values/", ""),
        ("jobs@example.org", "mailto:jobs@example.org", ""),
        ("Write to us", "mailto:jobs@example.org", "jobs@example.org"),
        ("01234 567 890", "tel:01234567890", ""),
    ],
)
def test_paper_shows_an_address_that_the_words_do_not(text: str, address: str, shown: str) -> None:
    assert printed_address(Link((Text(text),), address)) == shown


def test_long_words_may_break_and_web_addresses_are_left_alone() -> None:
    assert words("x" * 31).replace("\u200b", "") == "x" * 31
    assert "\u200b" in words("x" * 31)
    assert words("https://example.org/" + "x" * 40) == "https://example.org/" + "x" * 40
    assert words("Multidisciplinary") == "Multidisciplinary"


@pytest.fixture(scope="module")
def many(views: list[RoleView]) -> list[RoleView]:
    """More roles than one table can hold."""
    return [replace(views[n % len(views)], id=f"r{n}", title=f"Role {n}") for n in range(14)]


@pytest.fixture(scope="module")
def comparisons(views: list[RoleView], many: list[RoleView]) -> dict[str, Pdf]:
    def compared(id_: str, roles: list[RoleView]) -> PdfJob:
        group = Comparison(title=f"Group {id_}", roles=tuple(view.id for view in roles))
        asking = [asking_role(view) for view in roles]
        told = side_by_side(
            id_, group, asking, [compared_role(view) for view in roles], packaged_words()
        )
        return group_pdf(told, SHEET)

    cards = [role_card(view) for view in views]
    matrix = list(criteria_matrix([compared_role(view) for view in views], packaged_words()))

    jobs = [
        overview_pdf(cards, SHEET),
        criteria_pdf(matrix, cards, SHEET),
        compared("pair", views[:2]),
        compared("many", many),
    ]
    return {job.name: pdf for job, pdf in zip(jobs, render(jobs), strict=True)}


def test_the_overview_lists_every_role(views: list[RoleView], comparisons: dict[str, Pdf]) -> None:
    text = text_of(comparisons["overview"])
    for view in views:
        for wanted in (view.title, view.pay.stated, view.hours, view.base, view.contract):
            assert squeezed(wanted) in text


def test_a_comparison_holds_facts_and_criteria(
    views: list[RoleView], comparisons: dict[str, Pdf]
) -> None:
    pdf = comparisons["comparison-pair"]
    text = text_of(pdf)
    for view in views[:2]:
        assert squeezed(view.pay.stated) in text
    for criteria in criteria_matrix([compared_role(view) for view in views[:2]], packaged_words()):
        for line in criteria.lines:
            assert squeezed(line.text) in text
    assert "≠Differs" in text
    with pikepdf.open(BytesIO(pdf.data)) as opened:
        assert {str(figure.Alt) for figure in elements(opened, "/Figure")} == {"Not asked for"}
        assert opened.pages[0].MediaBox[2] == pytest.approx(842, abs=1)


@pytest.mark.parametrize("facts", [13, 18, 30])
def test_nothing_of_the_cover_stands_alone_on_a_page(views: list[RoleView], facts: int) -> None:
    title = (
        "Senior Children's Wellbeing Practitioner and Team Supervisor for the Medway and Swale "
        "Mental Health Support Teams in Schools and Colleges, with Responsibility for Trainees"
    )
    glance = tuple(Fact(f"fact_{n}", f"Fact {n}", "A value in some words") for n in range(facts))
    view = replace(views[0], title=title, glance=glance)
    (pdf,) = render([job_pack(view, SITE, "These are examples.", "https://example.org/role/")])
    first, second = (page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf.data)).pages[:2])
    assert "On the web" in (first if facts == 13 else second)
    assert "Contents" in second


@pytest.mark.parametrize("edition", ["full", "large-print"])
def test_no_page_holds_a_single_short_statement(short_view: RoleView, edition: RoleEdition) -> None:
    parts = tuple(
        Section(f"part-{n}", f"Part {n}", (paragraph("We keep to it. " * 10),)) for n in (1, 2, 3)
    )
    jobs = []
    for lines in range(10, 45):
        duties = Section("duties", "Duties", tuple(paragraph("Do it.") for _ in range(lines)))
        view = replace(short_view, sections=(duties, Section("end", "Statements", (), parts)))
        jobs.append(edition_job(edition, view, Issue(SITE)))
    for pdf in render(jobs):
        last = pypdf.PdfReader(BytesIO(pdf.data)).pages[-1].extract_text()
        assert "Part 2" in last
        assert "Part 3" in last


def test_many_roles_are_shared_out_over_tables(comparisons: dict[str, Pdf]) -> None:
    pdf = comparisons["comparison-many"]
    text = text_of(pdf)
    for number in range(14):
        assert f"Role{number}" in text
    assert squeezed("Facts: roles 8 to 14 of 14") in text
    with pikepdf.open(BytesIO(pdf.data)) as opened:
        assert opened.pages[0].MediaBox[2] == pytest.approx(1191, abs=1)


@pytest.mark.verapdf
@pytest.mark.skipif(bool(what_is_missing()), reason=what_is_missing())
def test_verapdf_finds_nothing(
    packs: dict[str, Pdf],
    comparisons: dict[str, Pdf],
    long_view: RoleView,
    short_view: RoleView,
    tmp_path: Path,
) -> None:
    extremes = render([job_pack(view, SITE, None) for view in (long_view, short_view)])
    extreme = dict(zip(("long", "short"), extremes, strict=True))
    for name, pdf in (packs | comparisons | extreme).items():
        (tmp_path / f"{name}.pdf").write_bytes(pdf.data)
    hold_to_standards(tmp_path)
