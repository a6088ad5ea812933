"""The editions of a pack: what each holds, on how many pages, in what size of type."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pypdfium2
import pytest
import zxingcpp

from conftest import NOW, ROOT, TODAY
from rolebook.base.document_tree import (
    CriteriaGroup,
    CriteriaTable,
    CriterionRow,
    Section,
    Table,
    paragraph,
)
from rolebook.check.content import read_content
from rolebook.check.words import packaged_words
from rolebook.enrich.role_view import RoleView, role_view
from rolebook.model.edition_names import RoleEdition
from rolebook.model.vacancy import Vacancy
from rolebook.read.decoding import decode
from rolebook.read.fonts import printable_characters
from rolebook.render.documents.editions import (
    MOST_ROLES,
    Issue,
    booklet_job,
    edition_job,
)
from rolebook.render.documents.typst_pdf import PageFullError, Pdf, PdfDisagreementError, PdfJob
from rolebook.render.web.downloads import PDF_EDITIONS
from test_job_packs import DAY, SITE, TEMPLATES, bookmarks, elements, render, squeezed, text_of
from verapdf import hold_to_standards, what_is_missing

ISSUE = Issue(SITE, "These are examples, and nobody can apply for them.")
COLOUR = "#24405c"


def address(view: RoleView) -> str:
    return f"https://example.org/roles/{view.id}/"


def jobs_of(views: list[RoleView]) -> dict[tuple[str, str], PdfJob]:
    return {
        (edition, view.id): edition_job(edition, view, ISSUE, address(view))
        for view in views
        for edition in PDF_EDITIONS.values()
    }


@pytest.fixture(scope="module")
def everything(
    views: list[RoleView], long_view: RoleView, short_view: RoleView
) -> dict[tuple[str, str], Pdf]:
    """Every edition of the real roles, and of the longest and the shortest."""
    jobs = jobs_of([*views, long_view, short_view])
    return dict(zip(jobs, render(list(jobs.values())), strict=True))


@pytest.fixture(scope="module")
def booklet(views: list[RoleView]) -> Pdf:
    (pdf,) = render([booklet_job(views, ISSUE, "All roles", COLOUR)])
    return pdf


def pages_of(pdf: Pdf) -> list[str]:
    return [squeezed(page.extract_text()) for page in pypdf.PdfReader(BytesIO(pdf.data)).pages]


def test_every_page_tells_its_issue(everything: dict[tuple[str, str], Pdf]) -> None:
    for (edition, id_), pdf in everything.items():
        imprint = squeezed(f"{id_} · {packaged_words()(f'editions.{edition}')} · Version: draft")
        for number, page in enumerate(pages_of(pdf), start=1):
            assert imprint in page
            assert squeezed("Content of 23 November 2026") in page
            assert f"Page{number}of{pdf.pages}" in page


def test_title_language_and_dates(everything: dict[tuple[str, str], Pdf]) -> None:
    for (edition, _), pdf in everything.items():
        with pikepdf.open(BytesIO(pdf.data)) as opened:
            assert opened.Root.Lang == "en-GB"
            assert str(opened.docinfo["/Title"]).endswith(
                f": {packaged_words()(f'editions.{edition}').lower()}"
            )
            assert str(opened.docinfo["/CreationDate"]).startswith("D:20261123")


def test_the_same_bytes_every_time(
    views: list[RoleView], everything: dict[tuple[str, str], Pdf], booklet: Pdf
) -> None:
    jobs = jobs_of(views[:1])
    again = render([*jobs.values(), booklet_job(views, ISSUE, "All roles", COLOUR)])
    assert again == [*(everything[key] for key in jobs), booklet]


def test_an_advert_is_one_page(
    views: list[RoleView], everything: dict[tuple[str, str], Pdf]
) -> None:
    for (edition, _), pdf in everything.items():
        assert edition != "advert" or pdf.pages == 1
    for view in views:
        text = text_of(everything["advert", view.id])
        facts = [fact.value for fact in view.glance]
        for wanted in (view.title, view.organisation.name, view.summary, view.status, *facts):
            assert squeezed(wanted) in text, f"{view.id}: {wanted}"
        for heading in ("About the role", "How to apply", address(view)):
            assert squeezed(heading) in text


def test_the_code_of_an_advert_opens_its_page(
    views: list[RoleView], everything: dict[tuple[str, str], Pdf]
) -> None:
    for view in views:
        page = pypdfium2.PdfDocument(everything["advert", view.id].data)[0]
        # As a camera sees it from a little way off: three pixels for each square.
        (code,) = zxingcpp.read_barcodes(page.render(scale=1.2).to_pil())
        assert (code.text, code.ec_level) == (address(view), "M")


def test_the_code_of_an_advert_is_told_in_words(everything: dict[tuple[str, str], Pdf]) -> None:
    with pikepdf.open(BytesIO(everything["advert", "clinical-lead"].data)) as pdf:
        told = [str(figure.Alt) for figure in elements(pdf, "/Figure")]
    assert told == ["QR code that opens https://example.org/roles/clinical-lead/"]


def test_an_advert_without_an_address_has_no_code(short_view: RoleView) -> None:
    (pdf,) = render([edition_job("advert", short_view, ISSUE)])
    with pikepdf.open(BytesIO(pdf.data)) as opened:
        assert not list(elements(opened, "/Figure"))
    assert "Ontheweb" not in text_of(pdf)


def test_an_advert_leaves_out_tables_and_says_where_they_are(short_view: RoleView) -> None:
    asked = (paragraph("The form asks:"), Table("Questions", ("Question", "Answer"), (("A", "B"),)))
    view = replace(short_view, sections=(Section("how-to-apply", "How to apply", asked),))
    (pdf,) = render([edition_job("advert", view, ISSUE)])
    text = text_of(pdf)
    assert squeezed("The questions of the application form are in the job pack.") in text
    assert squeezed("The form asks:") not in text


@pytest.mark.parametrize(
    ("opening", "field"),
    [
        (["word " * 1600], r"advert.introduction and advert.about \(\d+ letters\)"),
        (
            ["Few words", packaged_words()("advert.who_should_apply"), "word " * 1600],
            r"advert.who_should_apply \(\d+ letters\)",
        ),
    ],
)
def test_an_advert_that_is_too_long_says_by_how_much(
    short_view: RoleView, opening: list[str], field: str
) -> None:
    blocks = tuple(paragraph(text) for text in opening)
    view = replace(short_view, sections=(Section("about-the-role", "About the role", blocks),))
    told = rf"advert of short: the text is \d+ lines too long; shorten {field}"
    with pytest.raises(PageFullError, match=told) as caught:
        render([edition_job("advert", view, ISSUE)])
    # As much less fits: the number of lines is not far from the truth.
    letters = len(blocks[-1].inlines[0].text) - (caught.value.full.lines + 2) * 115  # type: ignore[union-attr]
    shorter = (*blocks[:-1], paragraph("word " * (letters // 5)))
    view = replace(view, sections=(Section("about-the-role", "About the role", shorter),))
    (pdf,) = render([edition_job("advert", view, ISSUE)])
    assert pdf.pages == 1


def with_vacancies(view: RoleView, *differences: dict[str, Any]) -> RoleView:
    """The role with open vacancies, which differ from an ordinary one as told."""
    ordinary = {
        "closes": "2026-12-11 12:00",
        "interviews": [{"on": dt.date(2027, 1, 13)}],
        "contact": {"name": "Jo Smith", "post": "Director", "email": "jo@example.org"},
        "application": {"email": "jobs@example.org"},
    }
    vacancies = [
        Vacancy.model_validate({"reference": f"V-{number}", **ordinary, **differs})
        for number, differs in enumerate(differences, start=1)
    ]
    content = read_content(ROOT, TODAY, printable_characters(TEMPLATES / "fonts"))
    role = view.role.model_copy(update={"vacancies": tuple(vacancies)})
    return role_view(view.id, role, content, NOW, TODAY)


LATER = {"closes": "2027-01-04 12:00", "interviews": [{"on": dt.date(2027, 1, 20)}]}


@pytest.mark.parametrize(
    ("differences", "told", "untold"),
    [
        # One vacancy looks as it always did.
        (
            [{}],
            "How to apply Reference V-1 Send your application to jobs@example.org. Key dates "
            "Interviews Wednesday 13 January 2027 Who to talk to",
            "Vacancy V-1",
        ),
        # What two have in common stands once, and the dates of each stand with it.
        (
            [{}, LATER],
            "How to apply Send your application to jobs@example.org. "
            "Vacancy V-1 Closing date Friday 11 December 2026 at 12 noon "
            "Interviews Wednesday 13 January 2027 "
            "Vacancy V-2 Closing date Monday 4 January 2027 at 12 noon "
            "Interviews Wednesday 20 January 2027 "
            "Who to talk to Talk to us about this role before you apply. Contact Jo Smith",
            "On the web page of this role",
        ),
        (
            [{}, {}],
            "How to apply References V-1, V-2 Interviews Wednesday 13 January 2027 Send your "
            "application to jobs@example.org. Who to talk to",
            "Vacancy V-1",
        ),
        (
            [{}, {"posts": 2}],
            "How to apply Interviews Wednesday 13 January 2027 Send your application to "
            "jobs@example.org. Vacancy V-1 Closing date Friday 11 December 2026 at 12 noon "
            "Vacancy V-2 Number of posts 2 Who to talk to",
            "References",
        ),
        # What would not fit is left to the web page.
        (
            [{}, {**LATER, "contact": {"name": "Al Brown"}}],
            "How to apply Send your application to jobs@example.org. "
            "V-1 Closing date: Friday 11 December 2026 at 12 noon "
            "V-2 Closing date: Monday 4 January 2027 at 12 noon "
            "On the web page of this role: further dates and who to talk to.",
            "Jo Smith",
        ),
        (
            [{}, {**LATER, "application": {"email": "nights@example.org"}}] * 4,
            "How to apply V-1 Closing date: Friday 11 December 2026 at 12 noon ",
            "jobs@example.org",
        ),
    ],
)
def test_an_advert_tells_of_several_vacancies_on_its_one_page(
    views: list[RoleView], differences: list[dict[str, Any]], told: str, untold: str
) -> None:
    lead = next(view for view in views if view.id == "clinical-lead")
    view = with_vacancies(lead, *differences)
    (pdf,) = render([edition_job("advert", view, ISSUE, address(view))])
    text = text_of(pdf)
    assert squeezed(told) in text
    assert squeezed(untold) not in text
    with pikepdf.open(BytesIO(pdf.data)) as opened:
        assert len(list(elements(opened, "/H1"))) == 2  # About the role, and how to apply


def test_an_advert_without_an_address_leaves_the_rest_to_the_pack(views: list[RoleView]) -> None:
    lead = next(view for view in views if view.id == "clinical-lead")
    view = with_vacancies(lead, *[LATER | {"contact": {"name": f"Jo {n}"}} for n in range(4)])
    (pdf,) = render([edition_job("advert", view, ISSUE)])
    assert squeezed("In the job pack: further dates and who to talk to.") in text_of(pdf)


def test_a_description_holds_what_is_filed(
    views: list[RoleView], everything: dict[tuple[str, str], Pdf]
) -> None:
    allowed = ("Purpose of the post", "Structure of the post", "Facts about the post", "Pay",
               "Duties", "Professional requirements", "Person specification",
               "Checks before you start")  # fmt: skip
    for view in views:
        pdf = everything["description", view.id]
        titles = [title for title, _ in bookmarks(pypdf.PdfReader(BytesIO(pdf.data)).outline)]
        assert titles == [title for title in allowed if title in titles]
        assert {"Facts about the post", "Pay", "Duties"} <= set(titles)
        text = text_of(pdf)
        for criterion in view.criteria:
            for form in (criterion.essential, criterion.desirable):
                assert squeezed(form or "") in text
        assert squeezed("How to apply") not in text


def test_large_print_has_nothing_below_16_point(everything: dict[tuple[str, str], Pdf]) -> None:
    for (edition, id_), pdf in everything.items():
        if edition != "large-print":
            continue
        sizes: dict[float, str] = {}

        def see(text: str, page: Any, line: Any, _: Any, size: float, seen: Any = sizes) -> None:
            if text.strip():
                seen.setdefault(round(abs(size * line[3] * page[3]), 1), text)

        for page in pypdf.PdfReader(BytesIO(pdf.data)).pages:
            page.extract_text(visitor_text=see)
        assert min(sizes) >= 16, f"{id_}: {sizes}"
        assert {18, 16} <= sizes.keys()


def test_large_print_says_all_that_the_pack_says(
    views: list[RoleView], everything: dict[tuple[str, str], Pdf]
) -> None:
    for view in views:
        pdf = everything["large-print", view.id]
        text = "".join(strip_foot(page, view.id) for page in pages_of(pdf))
        facts = [words for fact in view.glance for words in (fact.label, fact.value)]
        criteria = [form for c in view.criteria for form in (c.essential, c.desirable) if form]
        titles = [section.title for section in view.sections]
        for wanted in (view.title, view.summary, *facts, *criteria, *titles):
            assert squeezed(wanted) in text, f"{view.id}: {wanted}"
        with pikepdf.open(BytesIO(pdf.data)) as opened:
            assert not list(elements(opened, "/Table"))


def strip_foot(page: str, id_: str) -> str:
    """Take the foot off a page, at whichever end it is read."""
    foot = squeezed(f"{id_} · Large print · Version: draft")
    before, after = page.split(foot)
    return max(before, after, key=len)


@pytest.mark.parametrize(
    ("edition", "letters"), [("full", 2000), ("description", 2000), ("large-print", 700)]
)
def test_a_criterion_that_runs_over_a_page_is_found(
    short_view: RoleView, edition: RoleEdition, letters: int
) -> None:
    long = ("Can show how work with adults and children went. " * 50)[: letters - 1] + "."
    texts = [long, "Short"] * 5
    rows = tuple(
        CriterionRow(f"c{i}", f"{i}: {t}", "essential", "Essential", "")
        for i, t in enumerate(texts)
    )
    table = CriteriaTable((CriteriaGroup("Experience", rows),))
    section = Section("person-specification", "Person specification", (table,))
    view = replace(short_view, sections=(section,))
    job = replace(edition_job(edition, view, ISSUE), says=tuple(row.text for row in rows))
    (pdf,) = render([job])
    pages = pages_of(pdf)
    assert any(all(squeezed(row.text) not in page for page in pages) for row in rows)
    with pytest.raises(PdfDisagreementError, match=r"does not say: 0: Can show"):
        render([replace(job, says=(f"{rows[0].text} And",))])


def test_large_print_lends_characters_from_the_other_face(short_view: RoleView) -> None:
    assert {ord("Ж"), ord("Ω")} <= printable_characters(TEMPLATES / "fonts")
    (pdf,) = render([edition_job("large-print", replace(short_view, summary="Ж Ω a"), ISSUE)])
    assert "ЖΩa" in text_of(pdf)
    with pikepdf.open(BytesIO(pdf.data)) as opened:
        fonts = " ".join(str(font.get("/BaseFont", "")) for font in opened.objects
                         if isinstance(font, pikepdf.Dictionary))  # fmt: skip
    assert "AtkinsonHyperlegibleNext-Regular" in fonts
    assert "SourceSans3-Regular" in fonts


@pytest.mark.parametrize("edition", ["full", "large-print"])
def test_every_letter_that_may_be_written_is_read_back(
    short_view: RoleView, edition: RoleEdition
) -> None:
    """A face that puts a letter together from two parts has each read back as the whole."""
    signs = sorted(map(chr, printable_characters(TEMPLATES / "fonts")))
    letters = [sign for sign in signs if unicodedata.category(sign).startswith("L")]
    words = [f"x{decode('', letter.encode())}y" for letter in letters]
    assert {"xằy", "xễy", "xǛy", "xffiy"} <= set(words)
    job = edition_job(edition, replace(short_view, summary=" ".join(words)), ISSUE)
    render([replace(job, says=tuple(words))])  # holds what it says against what it has to say


def test_a_booklet_lists_its_roles_with_their_pages(views: list[RoleView], booklet: Pdf) -> None:
    pages = pages_of(booklet)
    contents = pages[1]
    for view in views:
        first = next(
            number for number, page in enumerate(pages, start=1)
            if squeezed(f"{view.id} · Booklet of roles") in page
        )  # fmt: skip
        assert squeezed(view.title) in pages[first - 1]
        assert squeezed(view.title) in contents
        assert str(first) in contents
    titles = [title for title, _ in bookmarks(pypdf.PdfReader(BytesIO(booklet.data)).outline)]
    assert titles[: len(views)] == [view.title for view in views]
    organisations = {view.organisation.name for view in views}
    assert sorted(titles[len(views) :]) == sorted(f"About {name}" for name in organisations)
    for number, page in enumerate(pages, start=1):
        assert squeezed("Version: draft") in page
        assert squeezed(f"Content of {DAY.day} November 2026") in page
        assert f"Page{number}of{booklet.pages}" in page


def test_a_booklet_holds_a_limited_number_of_roles(views: list[RoleView]) -> None:
    with pytest.raises(ValueError, match=f"1 to {MOST_ROLES} roles, and 0 were given"):
        booklet_job([], ISSUE, "None", COLOUR)
    with pytest.raises(ValueError, match=f"and {MOST_ROLES + 1} were given"):
        booklet_job(views[:1] * (MOST_ROLES + 1), ISSUE, "Many", COLOUR)


@pytest.mark.verapdf
@pytest.mark.skipif(bool(what_is_missing()), reason=what_is_missing())
def test_verapdf_finds_nothing(
    views: list[RoleView],
    long_view: RoleView,
    short_view: RoleView,
    everything: dict[tuple[str, str], Pdf],
    booklet: Pdf,
    tmp_path: Path,
) -> None:
    (extremes,) = render([booklet_job([long_view, short_view], ISSUE, "Extremes", COLOUR)])
    for (edition, id_), pdf in everything.items():
        (tmp_path / f"{edition}-{id_}.pdf").write_bytes(pdf.data)
    (tmp_path / "booklet.pdf").write_bytes(booklet.data)
    (tmp_path / "booklet-extremes.pdf").write_bytes(extremes.data)
    hold_to_standards(tmp_path)
