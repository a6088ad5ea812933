"""The panel's papers and the candidate's form: what they say, add up to, and look like to tools."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl
import pikepdf
import pypdf
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from rolebook.check.content import read_content
from rolebook.check.words import packaged_words
from rolebook.enrich.criteria import RoleCriterion
from rolebook.enrich.role_view import RoleView, role_view
from rolebook.read.fonts import printable_characters
from rolebook.render.documents.panel.assessment_plan import assessment_plan
from rolebook.render.documents.panel.numbered_criteria import numbered_criteria
from rolebook.render.documents.panel.panel_papers import panel_papers
from rolebook.render.documents.panel.scoring import HIGHEST, MET_FROM, scale_of
from rolebook.render.documents.panel.shortlisting_grid import shortlisting_grid
from rolebook.render.documents.panel.shortlisting_workbook import shortlisting_workbook
from rolebook.render.documents.supporting_statement import supporting_statement
from rolebook.render.documents.typst_pdf import Pdf, PdfJob, render_pdfs
from verapdf import hold_to_standards, what_is_missing

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"
SITE = "Job descriptions"
DAY = dt.date(2026, 11, 23)
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
NO_LIBREOFFICE = (
    "" if shutil.which("soffice") else "LibreOffice recalculates the workbook: "
    "apt-get install --no-install-recommends libreoffice-calc"
)  # fmt: skip
#: Rows and columns of the grid, as openpyxl counts them.
HEAD, FIRST, SCORES = 7, 8, 6


@pytest.fixture(scope="module")
def views() -> dict[str, RoleView]:
    content = read_content(ROOT, DAY, printable_characters(TEMPLATES / "fonts"))
    views = {id_: role_view(id_, r, content, NOW, DAY) for id_, r in content.roles.items()}
    return views | {"many": of_forty(next(iter(views.values())))}


def criterion(number: int, text: str, *stages: str, desirable: str | None = None) -> RoleCriterion:
    return RoleCriterion(
        f"r/c{number}", f"c{number}", text, "experience", text or None, desirable, stages
    )


def of_forty(view: RoleView) -> RoleView:
    text = "told at the length that such criteria often have in the adverts of large employers"
    criteria = [
        criterion(
            number,
            f"Criterion {number}, {text}" if number % 4 else "",
            *("application", "interview", "test")[: 1 + number % 3],
            desirable=f"Stronger form of {number}" if number % 8 in (0, 4) else None,
        )
        for number in range(1, 41)
    ]
    return replace(view, id="many", title="Role of forty criteria", criteria=tuple(criteria))


def with_criteria(view: RoleView, *criteria: RoleCriterion) -> RoleView:
    return replace(view, criteria=criteria)


def render(jobs: Sequence[PdfJob]) -> list[Pdf]:
    return list(render_pdfs(jobs, TEMPLATES, 2))


@pytest.fixture(scope="module")
def pdfs(views: dict[str, RoleView]) -> dict[tuple[str, str], Pdf]:
    jobs = {
        (id_, name): job
        for id_, view in views.items()
        for name, job in panel_papers(view, SITE).pdfs.items()
    }
    return dict(zip(jobs, render(list(jobs.values())), strict=True))


def pages_of(pdf: Pdf) -> list[str]:
    pages = pypdf.PdfReader(BytesIO(pdf.data)).pages
    return [squeezed(page.extract_text()) for page in pages]


def squeezed(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


def grid_of(data: bytes) -> Worksheet:
    sheet = openpyxl.load_workbook(BytesIO(data))["Shortlisting"]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_criteria_are_numbered_essential_first(views: dict[str, RoleView]) -> None:
    for view in views.values():
        numbered = numbered_criteria(view)
        essential = sum(c.essential is not None for c in view.criteria)
        desirable = sum(c.desirable is not None for c in view.criteria)
        assert [c.number for c in numbered] == [
            *(f"E{n}" for n in range(1, essential + 1)),
            *(f"D{n}" for n in range(1, desirable + 1)),
        ]
        by_number = {c.number: c for c in numbered}
        for c in numbered:
            assert not c.goes_beyond or by_number[c.goes_beyond].id == c.id


def test_a_role_without_criteria_has_no_papers(views: dict[str, RoleView]) -> None:
    view = with_criteria(views["clinical-lead"])
    papers = panel_papers(view, SITE)
    assert (papers.pdfs, papers.files) == ({}, {})
    assert "lists no criteria" in papers.left_out[0]
    assert supporting_statement(view) is None


def test_papers_that_cannot_be_made_are_told(views: dict[str, RoleView]) -> None:
    view = with_criteria(views["clinical-lead"], criterion(1, "A driving licence", "certificates"))
    papers = panel_papers(view, SITE)
    assert list(papers.pdfs) == ["assessment-plan.pdf"]
    assert len(papers.left_out) == 2
    with pytest.raises(ValueError, match="0 candidates"):
        panel_papers(view, SITE, 0)


def test_the_grid_on_paper(views: dict[str, RoleView], pdfs: dict[tuple[str, str], Pdf]) -> None:
    for id_, view in views.items():
        if not view.criteria:
            continue
        pages = pages_of(pdfs[id_, "shortlisting-grid.pdf"])
        job = shortlisting_grid(view, SITE, 20)
        assert job
        sheets, results = job.data["sheets"], job.data["results"]
        assert isinstance(sheets, list)
        assert isinstance(results, list)
        assert len(pages) == 1 + len(sheets) + len(results), f"{id_}: a sheet runs over its page"
        for page, sheet in zip(pages[1:], sheets, strict=False):
            assert f"Candidate{sheet['first']}" in page
            assert f"Candidate{sheet['last']}" in page
            assert "Panelmember" in page
            for one in sheet["criteria"]:
                assert squeezed(one["text"]) in page
        for one in numbered_criteria(view):
            assert squeezed(one.text) in "".join(pages), "on the grid, or said to come later"
        assert all("Reasons" in page for page in pages[-len(results) :])


@pytest.mark.parametrize("candidates", [1, 7, 60])
def test_any_number_of_candidates(views: dict[str, RoleView], candidates: int) -> None:
    job = shortlisting_grid(views["many"], SITE, candidates)
    assert job
    (pdf,) = render([job])
    text = "".join(pages_of(pdf))
    assert f"Candidate{candidates}" in text
    assert f"Candidate{candidates + 1}" not in text


def test_very_long_criteria_keep_to_their_pages(views: dict[str, RoleView]) -> None:
    text = "Assessment and safeguarding of young people and their families, told at length. " * 7
    long = [criterion(n, f"{n} {text}", "application") for n in range(15)]
    job = shortlisting_grid(with_criteria(views["many"], *long), SITE, 8)
    assert job
    (pdf,) = render([job])
    sheets, results = job.data["sheets"], job.data["results"]
    assert isinstance(sheets, list)
    assert isinstance(results, list)
    assert pdf.pages == 1 + len(sheets) + len(results)
    assert len(sheets) > 1


def test_interview_sheets(views: dict[str, RoleView], pdfs: dict[tuple[str, str], Pdf]) -> None:
    view = views["clinical-lead"]
    pages = pages_of(pdfs["clinical-lead", "interview-score-sheets.pdf"])
    sheets = "".join(pages[1:])
    for one in numbered_criteria(view):
        met = one.is_assessed_at(("interview", "test", "presentation"))
        assert (f"Score{one.number}0Notshown" in sheets) == met
        assert not met or squeezed(one.text) in pages[0]
        assert not met or squeezed(one.text) in sheets
    assert all("Candidatenumber" in page and "Panelmember" in page for page in pages)


def test_the_plan_tells_what_no_stage_assesses(
    views: dict[str, RoleView], pdfs: dict[tuple[str, str], Pdf]
) -> None:
    whole = pages_of(pdfs["clinical-lead", "assessment-plan.pdf"])
    assert "Eachofthe18essentialcriteriaisassessed" in whole[0]
    gap = with_criteria(
        views["clinical-lead"], criterion(1, "Calm", "interview"), criterion(2, "Kind")
    )
    job = assessment_plan(gap, SITE)
    assert job
    (pdf,) = render([job])
    (page,) = pages_of(pdf)
    assert "Nostageassessesthisessentialcriterion:E2." in page
    assert "Notassessed" in page
    with pikepdf.open(BytesIO(pdf.data)) as opened:
        alts = [str(thing.Alt) for thing in opened.objects
                if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing]  # fmt: skip
    assert sorted(alts) == sorted(["Interview", *["No"] * 11])


def test_the_workbook_holds_the_criteria(views: dict[str, RoleView]) -> None:
    for view in views.values():
        data = shortlisting_workbook(view, 12)
        if data is None:
            assert not view.criteria
            continue
        book = openpyxl.load_workbook(BytesIO(data))
        sheet = grid_of(data)
        listed = [c for c in numbered_criteria(view) if c.is_assessed_at(("application",))]
        heads = [str(cell.value) for cell in sheet[HEAD]]
        told = [head.split("\n")[0] for head in heads[SCORES - 1 : -2]]
        assert told == [f"{c.number} {c.importance}" for c in listed]
        texts = [row[3].value for row in book["Criteria"].iter_rows(min_row=2)]
        for text, one in zip(texts, numbered_criteria(view), strict=True):
            assert str(text).startswith(one.text)
        assert [cell.value for cell in sheet["A"][HEAD:]] == [
            f"Candidate {n}" for n in range(1, 13)
        ]
        assert sheet.freeze_panes == "F8"
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.print_title_rows, sheet.print_title_cols) == ("$7:$7", "$A:$A")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        scale = book["Scoring"]
        assert [[cell.value for cell in row] for row in scale["A3:C6"]] == [
            [score.points, score.words, score.meaning] for score in scale_of(packaged_words())
        ]
        rules = sheet.data_validations.dataValidation
        assert len(rules) == len(listed) + 1
        assert all(rule.formula1 == "Scoring!$A$3:$A$6" for rule in rules[:-1])


def test_what_decides_reads_in_black_and_white(views: dict[str, RoleView]) -> None:
    data = shortlisting_workbook(views["clinical-lead"], 3)
    assert data
    looks = [rule.dxf for rules in grid_of(data).conditional_formatting for rule in rules.rules]
    assert len(looks) == 5
    assert all(look.font.b and look.border.left.style for look in looks)
    assert sum(bool(look.fill and look.fill.patternType == "lightUp") for look in looks) == 3


HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1+1", "a\n=1+1", "{=1}",
           "https://example.org", "0042"]  # fmt: skip


def test_no_text_becomes_a_formula(views: dict[str, RoleView]) -> None:
    view = with_criteria(
        replace(views["clinical-lead"], title='=HYPERLINK("x")&P'),
        *(criterion(n, text, "application", "interview") for n, text in enumerate(HOSTILE)),
    )
    data = shortlisting_workbook(view, 2)
    assert data
    book = openpyxl.load_workbook(BytesIO(data))
    assert [row[3].value for row in book["Criteria"].iter_rows(min_row=2)] == HOSTILE
    grid = book["Shortlisting"]
    assert grid["B1"].value == view.title
    assert grid["B1"].data_type == "s"
    assert grid["B1"].quotePrefix
    for row in book["Criteria"].iter_rows(min_row=2):
        assert row[3].data_type == "s"
        assert row[3].quotePrefix, "it would turn into a formula when somebody edits the cell"
        assert row[3].hyperlink is None
    assert "&amp;&amp;P" in str(ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml")), (
        "no command"
    )


@pytest.mark.skipif(bool(NO_LIBREOFFICE), reason=NO_LIBREOFFICE)
def test_formulas_add_up(views: dict[str, RoleView], tmp_path: Path) -> None:
    view = views["many"]
    listed = [c for c in numbered_criteria(view) if c.is_assessed_at(("application",))]
    essential = sum(c.essential for c in listed)
    desirable = len(listed) - essential
    data = shortlisting_workbook(view, 5)
    assert data
    book = openpyxl.load_workbook(BytesIO(data))
    rows: list[list[int | None]] = [
        [2] * essential + [0] * desirable,
        [3] * (essential - 1) + [MET_FROM - 1] + [3] * desirable,
        [3] * (essential - 1) + [None] + [1] * desirable,
        [0] + [None] * (len(listed) - 1),
        [None] * len(listed),
    ]
    for row, scores in enumerate(rows, start=FIRST):
        for column, score in enumerate(scores, start=SCORES):
            book["Shortlisting"].cell(row, column).value = score
    filled = tmp_path / "filled.xlsx"
    book.save(filled)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), str(filled)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    sheet = openpyxl.load_workbook(tmp_path / "out" / "filled.xlsx", data_only=True)["Shortlisting"]
    found = [[cell.value for cell in row] for row in sheet[f"B{FIRST}:E{FIRST + 4}"]]
    top = HIGHEST * (essential - 1)
    assert found == [
        ["Yes", 2 * essential, 0, 2 * essential],
        ["No", top + 1, 3 * desirable, top + 1 + 3 * desirable],
        ["Not all scored", top, desirable, top + desirable],
        ["No", 0, None, 0],
        [None, None, None, None],
    ]


def test_only_desirable_criteria(views: dict[str, RoleView]) -> None:
    view = with_criteria(
        views["clinical-lead"], criterion(1, "", "application", "test", desirable="Welsh")
    )
    papers = panel_papers(view, SITE)
    assert not papers.left_out
    grid = grid_of(papers.files["shortlisting-grid.xlsx"])
    assert grid.cell(FIRST, 2).value == '="None asked"'
    assert all(pdf.pages for pdf in render(list(papers.pdfs.values())))


def test_the_supporting_statement(views: dict[str, RoleView]) -> None:
    for view in views.values():
        data = supporting_statement(view)
        if data is None:
            assert not view.criteria
            continue
        document = docx.Document(BytesIO(data))
        listed = [c for c in numbered_criteria(view) if c.is_assessed_at(("application",))]
        styles = [(p.style.name if p.style else "", p.text) for p in document.paragraphs]
        assert styles[0] == ("Title", f"Supporting statement: {view.title}")
        headings = [text for style, text in styles if style == "Heading 2"]
        assert [text.split(":")[0] for text in headings] == [c.number for c in listed]
        words = "\n".join(text for _, text in styles)
        assert all(c.text in words for c in listed)
        levels = [int(style[-1]) for style, _ in styles if style.startswith("Heading")]
        assert levels[0] == 1
        fields = document.element.body.xpath("./w:sdt/w:sdtPr/w:alias/@w:val")
        assert fields[1:] == [f"Answer to {c.number}" for c in listed]
        core = document.core_properties
        assert (core.author, core.language) == (view.organisation.name, "en-GB")
        assert core.created == core.modified == dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
        assert {str(value) for value in document.styles.element.xpath("//w:lang/@w:val")} == {
            "en-GB"
        }
        assert view.title in document.sections[0].header.paragraphs[0].text
        assert "Page" in document.sections[0].footer.paragraphs[0].text
        secrets = [score.words for score in scale_of(packaged_words()) if score.words != "Met"]
        assert not any(secret in words for secret in secrets), "the panel's scale is its own"


def test_the_same_bytes_every_time(
    views: dict[str, RoleView], pdfs: dict[tuple[str, str], Pdf]
) -> None:
    view = views["clinical-lead"]
    papers = panel_papers(view, SITE)
    again = papers.rendered(TEMPLATES)
    assert set(again) == {*papers.pdfs, *papers.files}
    assert all(pdfs["clinical-lead", name].data == again[name] for name in papers.pdfs)
    assert papers.files == panel_papers(view, SITE).files
    form = supporting_statement(view)
    assert form
    assert form == supporting_statement(view)
    for data in (form, papers.files["shortlisting-grid.xlsx"]):
        with ZipFile(BytesIO(data)) as file:
            assert {entry.date_time[:3] for entry in file.infolist()} == {(1980, 1, 1)}


@pytest.mark.verapdf
@pytest.mark.skipif(bool(what_is_missing()), reason=what_is_missing())
def test_verapdf_finds_nothing(pdfs: dict[tuple[str, str], Pdf], tmp_path: Path) -> None:
    for (id_, name), pdf in pdfs.items():
        (tmp_path / f"{id_}-{name}").write_bytes(pdf.data)
    hold_to_standards(tmp_path)
