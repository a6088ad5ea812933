"""Word documents: what they say, how they are built, and what LibreOffice makes of them."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import docx
import pypdf
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm
from lxml import etree, html
from openxml_audit.validator import OpenXmlValidator

from building import web_templates
from letterheads import FOOT_WORDS, LETTERHEAD_WORDS, letterhead, png, rewritten, with_field
from rolebook.base.document_tree import (
    CriteriaGroup,
    CriteriaTable,
    CriterionRow,
    Fact,
    Facts,
    Link,
    List,
    Note,
    Paragraph,
    Section,
    Table,
    Text,
    paragraph,
)
from rolebook.check.content import read_content
from rolebook.check.words import packaged_words
from rolebook.enrich.role_view import RoleView
from rolebook.model.site_config import Logo
from rolebook.read.letterhead import MOST_BYTES, LetterheadError, read_letterhead
from rolebook.render.documents.editions import Issue, filed_sections
from rolebook.render.documents.job_pack import pack_sections
from rolebook.render.documents.supporting_statement import supporting_statement
from rolebook.render.documents.word.template import template_of
from rolebook.render.documents.word_pack import WordEdition, word_edition
from rolebook.render.web.pages import WebPages

ROOT = Path(__file__).parent.parent
NOTICE = "These are examples, and nobody can apply for them."
ISSUE = Issue("Job descriptions", NOTICE)
KINDS: tuple[WordEdition, ...] = ("full", "description")
#: The namespace of Word's own elements.
WORD = qn("w:p")[1:-2]
NO_LIBREOFFICE = (
    "" if shutil.which("soffice") else "LibreOffice opens the Word documents: "
    "apt-get install --no-install-recommends libreoffice-writer"
)  # fmt: skip


def address(view: RoleView) -> str:
    return f"https://example.org/roles/{view.id}/"


def made(view: RoleView, edition: WordEdition = "full") -> Document:
    return opened(word_edition(edition, view, ISSUE, address(view)))


def opened(data: bytes) -> Document:
    return docx.Document(BytesIO(data))


@pytest.fixture(scope="module")
def files(
    views: list[RoleView], long_view: RoleView, short_view: RoleView
) -> dict[tuple[str, str], bytes]:
    """Both editions of the real roles, of the longest and the shortest, and a letterhead."""
    own = read_letterhead(letterhead())
    return {
        (edition, view.id): word_edition(edition, view, ISSUE, address(view))
        for view in (*views, long_view, short_view)
        for edition in KINDS
    } | {
        ("letterhead", view.id): word_edition("full", view, ISSUE, address(view), own)
        for view in views[:2]
    }


@pytest.fixture(scope="module")
def documents(files: dict[tuple[str, str], bytes]) -> dict[tuple[str, str], Document]:
    return {key: opened(data) for key, data in files.items()}


@pytest.fixture(scope="module")
def printed(
    files: dict[tuple[str, str], bytes], tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str], list[str]]:
    """What LibreOffice prints, page by page; it starts slowly, so it starts once."""
    folder = tmp_path_factory.mktemp("word")
    names = {key: folder / f"{'-'.join(key)}.docx" for key in files}
    for key, path in names.items():
        path.write_bytes(files[key])
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
         "--convert-to", "pdf", "--outdir", str(folder), *map(str, names.values())],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return {
        key: [page.extract_text() for page in pypdf.PdfReader(path.with_suffix(".pdf")).pages]
        for key, path in names.items()
    }


def squeezed(text: str) -> str:
    return "".join(text.split())


def text_of(document: Document) -> str:
    """Give the words of the body without white space."""
    return squeezed("".join(document.element.body.itertext(qn("w:t"))))


def styles_of(document: Document) -> list[tuple[str, str]]:
    """Give the name of the style and the words of each paragraph, those in tables included."""
    names = {style.style_id: style.name or "" for style in document.styles}
    return [
        (names[p.style or "Normal"], "".join(p.itertext(qn("w:t"))))
        for p in document.element.body.iter(qn("w:p"))
    ]


def headings(document: Document) -> list[tuple[int, str]]:
    return [
        (int(style[-1]), text)
        for style, text in styles_of(document)
        if style.startswith("Heading ")
    ]


def part(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(ZipFile(BytesIO(data)).read(name))


def values(element: etree._Element, path: str) -> list[str]:
    return [str(value) for value in etree.XPath(path, namespaces={"w": WORD})(element)]


def test_the_same_sections_as_the_pdf(
    views: list[RoleView], documents: dict[tuple[str, str], Document]
) -> None:
    for view in views:
        told = [text for level, text in headings(documents["full", view.id]) if level == 1]
        assert told == [section.title for section in pack_sections(view)]
        filed = [text for level, text in headings(documents["description", view.id]) if level == 1]
        assert filed == [section.title for section in filed_sections(view)]
        assert "How to apply" not in filed


def test_every_text_of_the_page_of_a_role(
    views: list[RoleView], documents: dict[tuple[str, str], Document]
) -> None:
    content = read_content(ROOT, dt.date(2026, 11, 23), frozenset(range(0x110000)))
    web = WebPages(web_templates(ROOT / "templates"), content.site, content.words)
    for view in views:
        page = html.fromstring(web.role(view).html)
        # What changed stands on the page alone.
        for unseen in page.xpath("//caption | //section[@aria-labelledby='history']"):
            unseen.drop_tree()
        parts = page.xpath("//h1 | //dl | //section | //*[@class='rb-status' or @class='rb-lead']")
        words = {squeezed(str(text)) for part in parts for text in part.itertext()} - {""}
        assert len(words) > 60
        text = text_of(documents["full", view.id])
        assert [word for word in words if word not in text] == []


def test_the_cover(views: list[RoleView], documents: dict[tuple[str, str], Document]) -> None:
    for view in views:
        told = styles_of(documents["full", view.id])
        for expected in (
            ("Title", view.title), ("Subtitle", view.summary), ("Notice", NOTICE),
            ("Role Status", view.status), ("Document Kind", "Job pack"),
        ):  # fmt: skip
            assert expected in told
        computed = [fact for fact in view.glance if fact.computed]
        for fact in computed:
            assert ("Table Note", f"Worked out: {fact.note}") in told
        assert ("Employer Detail", f"On the web: {address(view)}") in told
        assert [style for style, _ in told].count("Subtitle") == 1
        described = styles_of(documents["description", view.id])
        assert ("Document Kind", "Job description and person specification") in described
        assert ("Role Status", view.status) not in described


def test_levels_of_headings_do_not_skip(documents: dict[tuple[str, str], Document]) -> None:
    for (_, id_), document in documents.items():
        levels = [level for level, _ in headings(document)]
        assert id_ == "short" or levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels)), id_


def test_properties(views: list[RoleView], documents: dict[tuple[str, str], Document]) -> None:
    for view in views:
        for edition, title in (
            ("full", "job pack"), ("description", "job description and person specification"),
            ("letterhead", "job pack"),
        ):  # fmt: skip
            if (edition, view.id) not in documents:
                continue
            core = documents[edition, view.id].core_properties
            assert core.title == f"{view.title}: {title}"
            assert (core.author, core.language) == (view.organisation.name, "en-GB")
            assert core.created == core.modified == dt.datetime(2026, 11, 23, tzinfo=dt.UTC)


def test_language(files: dict[tuple[str, str], bytes]) -> None:
    for data in files.values():
        styles = part(data, "word/styles.xml")
        assert set(values(styles, "//w:lang/@w:val")) == {"en-GB"}
        assert values(styles, "w:docDefaults/w:rPrDefault/w:rPr/w:lang/@w:val") == ["en-GB"]
        settings = part(data, "word/settings.xml")
        assert values(settings, "w:themeFontLang/@w:val") == ["en-GB"]


def test_tables_tell_what_they_are(documents: dict[tuple[str, str], Document]) -> None:
    for (edition, id_), document in documents.items():
        tables = list(document.element.body.iter(qn("w:tbl")))
        assert tables or id_ == "short"
        for table in tables:
            about = table.tblPr
            look = about.find(qn("w:tblLook"))
            assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
            for tag in ("w:tblCaption", "w:tblDescription"):
                assert about.find(qn(tag)).get(qn("w:val"))
            rows = table.findall(qn("w:tr"))
            heads = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
            assert heads == [True] + [False] * (len(rows) - 1)
            widths = [int(column.get(qn("w:w"))) for column in table.tblGrid]
            assert sum(widths) == int(about.find(qn("w:tblW")).get(qn("w:w")))
            assert min(widths) > 1000, f"{edition} {id_}: narrower than 18 mm"
            assert {len(row.findall(qn("w:tc"))) for row in rows} == {len(widths)}
            assert not list(table.iter(qn("w:gridSpan"), qn("w:vMerge"))), "cells are not merged"


def test_rows_stay_whole_where_they_fit(documents: dict[tuple[str, str], Document]) -> None:
    torn = [
        "".join(row.itertext(qn("w:t")))
        for document in documents.values()
        for row in document.element.body.iter(qn("w:tr"))
        if row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None
    ]
    assert torn
    assert all(len(words) > 1500 for words in torn)


def test_no_two_tables_touch(documents: dict[tuple[str, str], Document]) -> None:
    """Word makes one table of two that touch, and calls a cell without a paragraph damaged."""
    for document in documents.values():
        for table in document.element.body.iter(qn("w:tbl")):
            following = table.getnext()
            assert following is not None
            assert following.tag in (qn("w:p"), qn("w:sdt"), qn("w:sectPr"))
        for cell in document.element.body.iter(qn("w:tc")):
            assert cell[-1].tag == qn("w:p")
        assert document.element.body[-2].tag == qn("w:p")


def nested() -> List:
    """A numbered list in a list of bullets in a numbered list, and a paragraph after it."""
    inner = List(((paragraph("third"),),), True)
    middle = List(((paragraph("second"), inner),))
    return List(((paragraph("first"), middle, paragraph("goes on")), (paragraph("next"),)), True)


def test_lists(short_view: RoleView) -> None:
    view = replace(
        short_view, sections=(Section("a", "A", (nested(), paragraph("between"), nested())),)
    )
    data = word_edition("full", view, ISSUE)
    document = opened(data)
    told = [line for line in styles_of(document) if line[0].startswith("List")]
    assert told[: len(told) // 2] == [
        ("List Number", "first"), ("List Bullet 2", "second"), ("List Number 3", "third"),
        ("List Continue", "goes on"), ("List Number", "next"),
    ]  # fmt: skip
    numbers = values(document.element.body, "//w:p/w:pPr/w:numPr/w:numId/@w:val")
    firsts = [numbers[at] for at in (0, 3)]
    assert numbers == [firsts[0], str(int(firsts[0]) + 1), firsts[0],
                       firsts[1], str(int(firsts[1]) + 1), firsts[1]]  # fmt: skip
    assert len(set(numbers)) == 4, "each list begins anew"
    numbering = part(data, "word/numbering.xml")
    for number, level in zip(sorted(set(numbers), key=int), ("0", "2", "0", "2"), strict=True):
        found = f"w:num[@w:numId={number}]/w:lvlOverride[@w:ilvl={level}]/w:startOverride/@w:val"
        assert values(numbering, found) == ["1"]
    styled = "w:style[w:name/@w:val='List Bullet 2']/w:pPr/w:numPr/w:ilvl/@w:val"
    assert values(part(data, "word/styles.xml"), styled) == ["1"]


def test_contents_lead_to_the_sections(
    views: list[RoleView], files: dict[tuple[str, str], bytes]
) -> None:
    for view in views:
        document = part(files["full", view.id], "word/document.xml")
        box = "//w:sdt[w:sdtPr/w:docPartObj]/w:sdtContent"
        assert values(document, f"{box}//w:hyperlink//w:t/text()") == [
            section.title for section in pack_sections(view)
        ]
        anchors = values(document, f"{box}//w:hyperlink/@w:anchor")
        marks = values(document, "//w:p[w:pPr/w:pStyle/@w:val='Heading1']/w:bookmarkStart/@w:name")
        assert anchors == marks
        assert values(document, "//w:instrText/text()") == [r' TOC \o "1-1" \h \z \u ']
        signs = values(document, "//w:fldChar/@w:fldCharType")
        assert signs == ["begin", "separate", "end"]
        # Either would make Word ask a question when it opens the document.
        assert not values(document, "//@w:dirty")
        assert not values(part(files["full", view.id], "word/settings.xml"), "w:updateFields")


def test_every_page_tells_its_issue(files: dict[tuple[str, str], bytes]) -> None:
    for (edition, id_), data in files.items():
        document = opened(data)
        section = document.sections[0]
        kind = (
            "Job description and person specification" if edition == "description" else "Job pack"
        )
        for footer in (section.footer, section.first_page_footer):
            words = "\n".join(line.text for line in footer.paragraphs)
            assert f"{id_} · {kind} · Version:\u00a0draft" in words
            assert "Content of 23 November 2026" in words
            codes = [
                field.get(qn("w:instr")).strip()
                for field in footer._element.iter(qn("w:fldSimple"))
            ]
            assert codes == ["PAGE", "NUMPAGES"]


def test_links(short_view: RoleView) -> None:
    far = 'https://example.org/a?b=c&d="<e>"'
    inlines = (Link((Text("here"),), far), Link((Text("us"),), "mailto:a@example.org"))
    view = replace(short_view, sections=(Section("a", "A", (Paragraph(inlines),)),))
    document = made(view)
    targets = {rel.target_ref for rel in document.part.rels.values() if rel.is_external}
    assert targets == {
        address(view), "https://example.org/a?b=c&d=%22%3Ce%3E%22", "mailto:a@example.org"
    }  # fmt: skip
    assert f"here({far})" in text_of(document), "paper shows where a link leads"


HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "</w:t></w:r></w:p>", "]]><!--", "&lt;&#0;",
           "\x00\x0b\x1f\ufffe\ud800|", "{ MACROBUTTON x }", r"\ DDEAUTO cmd", "‮abc"]  # fmt: skip


def row(text: str) -> CriterionRow:
    return CriterionRow("a", text, "essential", "Essential", text)


def test_no_text_becomes_anything_but_text(short_view: RoleView, tmp_path: Path) -> None:
    sections = [
        Section(
            text, text,
            (
                paragraph(text),
                List(((paragraph(text),),)),
                Facts((Fact(text, text, text, text, True),)),
                CriteriaTable((CriteriaGroup(text, (row(text),)),)),
                Table(text, (text, text), ((text, text),)),
                Note(text, (paragraph(text),)),
            ),
        )
        for text in HOSTILE
    ]  # fmt: skip
    all_of_it = "".join(HOSTILE)
    organisation = short_view.organisation.model_copy(update={"name": all_of_it, "kind": all_of_it})
    view = replace(short_view, id="a", title=all_of_it, summary=all_of_it, department=all_of_it,
                   organisation=organisation, sections=tuple(sections))  # fmt: skip
    data = word_edition("full", view, Issue(all_of_it, all_of_it), all_of_it)
    document = opened(data)
    text = text_of(document)
    for wanted in HOSTILE:
        kept = squeezed("".join(c for c in wanted if c not in "\x00\x0b\x1f\ufffe\ud800"))
        assert text.count(kept) >= 10
    fields = list(document.element.iter(qn("w:fldSimple"), qn("w:instrText")))
    assert [field.text for field in fields] == [r' TOC \o "1-1" \h \z \u ']
    kinds = {rel.reltype.rpartition("/")[2] for rel in document.part.rels.values()}
    assert kinds == {"styles", "settings", "numbering", "fontTable", "theme", "header", "footer",
                     "hyperlink"}  # fmt: skip
    hold_to_schema({"hostile": data}, tmp_path, OpenXmlValidator())


def test_a_logo_is_shown_and_told(views: list[RoleView], tmp_path: Path) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 1"><path d="M0 0h3v1H0z"/></svg>'
    logos = [Logo(png(), "png", 'Logo of "us" & them'), Logo(svg, "svg", "Drawn")]
    made_of = {}
    for logo in logos:
        made_of[logo.kind] = word_edition("full", replace(views[0], logo=logo), ISSUE)
        document = opened(made_of[logo.kind])
        (shape,) = document.inline_shapes
        assert shape.height == pytest.approx(Cm(1.6), abs=2000)
        assert shape.width == pytest.approx(3 * shape.height, rel=0.02)
        assert shape._inline.docPr.get("descr") == logo.description
        picture = document.part.related_parts[
            shape._inline.graphic.graphicData.pic.blipFill.blip.embed
        ]
        assert picture.blob.startswith(b"\x89PNG")
    hold_to_schema(made_of, tmp_path, OpenXmlValidator())


def test_the_same_bytes_every_time(
    views: list[RoleView], files: dict[tuple[str, str], bytes]
) -> None:
    template_of.cache_clear()
    for view in views:
        for edition in KINDS:
            data = word_edition(edition, view, ISSUE, address(view))
            assert data == files[edition, view.id]
    own = read_letterhead(letterhead())
    assert (
        word_edition("full", views[0], ISSUE, address(views[0]), own)
        == (files["letterhead", views[0].id])
    )
    with ZipFile(BytesIO(data)) as file:
        assert {entry.date_time[:3] for entry in file.infolist()} == {(1980, 1, 1)}


def test_from_the_command_line_with_a_letterhead(small_project: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "templates", small_project / "templates")
    (small_project / "mkdocs.yml").write_text("site_name: Small\n")
    config = small_project / "site_config"
    (config / "willow.docx").write_bytes(letterhead())
    text = (config / "organisations.yaml").read_text()
    (config / "organisations.yaml").write_text(f"{text}    letterhead: willow.docx\n")
    elsewhere = tmp_path / "elsewhere" / "deeper"
    shutil.copytree(small_project, elsewhere)
    results = []
    for project in (small_project, elsewhere):
        for edition in ("word", "description-word"):
            done = subprocess.run(
                [sys.executable, "-m", "rolebook.cli", "pack", "support-worker",
                 "--edition", edition, "--now", "2026-11-23T12:00", "--out", str(project / "out")],
                cwd=project, capture_output=True, text=True,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
        folder = project / "out" / "support-worker"
        results.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert results[0] == results[1]
    assert set(results[0]) == {"job-pack.docx", "job-description.docx"}
    for data in results[0].values():
        assert LETTERHEAD_WORDS in opened(data).sections[0].first_page_header.paragraphs[0].text


def test_a_letterhead_lends_its_head_foot_pages_and_styles(
    views: list[RoleView], documents: dict[tuple[str, str], Document]
) -> None:
    view = views[0]
    document = documents["letterhead", view.id]
    section = document.sections[0]
    assert LETTERHEAD_WORDS in section.first_page_header.paragraphs[0].text
    assert section.header.paragraphs[0].text == "Willow Trust"
    foot = [line.text for line in section.first_page_footer.paragraphs]
    assert foot[0] == FOOT_WORDS
    assert len(foot) == 3
    assert [round(margin.cm, 1) for margin in (section.left_margin, section.top_margin)] == [3, 4]
    assert str(document.styles["Heading 1"].font.color.rgb) == "1E5A3C"
    assert document.styles["Normal"].font.name == "Liberation Serif"
    for name in ("Subtitle", "List Number 2", "List Continue", "Table Text", "Role Facts"):
        assert document.styles[name], "it was missing"
    pictures = [
        rel.target_part.blob
        for rel in section.first_page_header.part.rels.values()
        if rel.reltype.endswith("/image")
    ]
    assert pictures == [png()]
    plain = documents["full", view.id]
    assert text_of(document) == text_of(plain), "the body is ours"
    assert [text for _, text in headings(document)] == [text for _, text in headings(plain)]


def test_nothing_of_a_letterhead_is_published_but_what_it_lends(
    files: dict[tuple[str, str], bytes], views: list[RoleView]
) -> None:
    with ZipFile(BytesIO(files["letterhead", views[0].id])) as file:
        everything = b"".join(file.read(name) for name in file.namelist())
        names = {name for name in file.namelist() if "media" not in name}
    assert b"Somebody who left" not in everything
    assert b"Dear Sir" not in everything
    assert not any("custom" in name or "thumbnail" in name for name in names)


def test_with_a_letterhead_the_logo_is_left_out(views: list[RoleView]) -> None:
    view = replace(views[0], logo=Logo(png(), "png", "Logo"))
    data = word_edition("full", view, ISSUE, "", read_letterhead(letterhead()))
    assert not opened(data).inline_shapes
    assert "word/media/logo.png" not in ZipFile(BytesIO(data)).namelist()


def test_pages_are_counted_once(views: list[RoleView]) -> None:
    own = read_letterhead(letterhead(with_field(" NUMPAGES ")))
    section = opened(word_edition("full", views[0], ISSUE, "", own)).sections[0]
    footer = section.first_page_footer._element
    assert values(footer, ".//w:fldSimple/@w:instr") == [" NUMPAGES "]


def macro(name: str, data: bytes) -> bytes | None:
    return data.replace(b"wordprocessingml.document.main", b"macroEnabled.main")


def elsewhere(name: str, data: bytes) -> bytes | None:
    return data.replace(b'/image" Target="', b'/image" TargetMode="External" Target="https://x/')


def chart(name: str, data: bytes) -> bytes | None:
    return (
        data.replace(b"relationships/image", b"relationships/chart") if "header" in name else data
    )


def strict(name: str, data: bytes) -> bytes | None:
    ours, theirs = (
        b"http://schemas.openxmlformats.org/wordproc",
        b"http://purl.oclc.org/ooxml/wordproc",
    )
    return data.replace(ours, theirs) if name == "word/document.xml" else data


def bomb(name: str, data: bytes) -> bytes | None:
    declared = b'<!DOCTYPE w [<!ENTITY a "aaaa">]><w:styles'
    return data.replace(b"<w:styles", declared) if name == "word/styles.xml" else data


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (macro, "holds macros"),
        (elsewhere, "shows a picture in its header that lies elsewhere"),
        (chart, "neither words nor a picture"),
        (strict, "Strict Open XML"),
        (bomb, "is damaged"),
        (lambda name, data: None if name == "word/styles.xml" else data, "is damaged"),
        (lambda name, data: b"" if name == "word/styles.xml" else data, "is damaged"),
        (lambda name, data: data + b" " * 9_000_000 if "x" in name else data, "unpacks to more"),
    ],
)
def test_a_file_that_is_no_letterhead_is_told(
    change: Callable[[str, bytes], bytes | None], told: str
) -> None:
    with pytest.raises(LetterheadError, match=told):
        read_letterhead(rewritten(letterhead(), change))


def test_a_letterhead_that_is_too_large_or_torn_is_told() -> None:
    with pytest.raises(LetterheadError, match=r"has 5\.1 MB, and at most 5 MB"):
        read_letterhead(b"PK" + b"0" * MOST_BYTES)
    for data in (b"", letterhead()[:-3000], b"\0" * 100):
        with pytest.raises(LetterheadError, match="is damaged"):
            read_letterhead(data)
    with pytest.raises(LetterheadError, match="has a field DDEAUTO in its footer"):
        read_letterhead(letterhead(with_field(" DDEAUTO cmd ")))


def hold_to_schema(files: dict[str, bytes], folder: Path, validator: OpenXmlValidator) -> None:
    """Hold documents to the schemas of Office, which say in which order elements stand."""
    wrong = []
    for name, data in files.items():
        path = folder / f"{name}.docx"
        path.write_bytes(data)
        wrong += [f"{name}: {error.description} ({error.path})"
                  for error in validator.validate(path).errors]  # fmt: skip
    assert not wrong


def test_word_finds_every_element_at_its_place(
    files: dict[tuple[str, str], bytes],
    views: list[RoleView],
    openxml_validator: OpenXmlValidator,
    tmp_path: Path,
) -> None:
    form = supporting_statement(views[0])
    assert form
    named = {"-".join(key): data for key, data in files.items()} | {"form": form}
    hold_to_schema(named, tmp_path, openxml_validator)

    def swap(name: str, data: bytes) -> bytes:
        return data.replace(
            b'<w:pStyle w:val="Title"/>', b'<w:jc w:val="left"/><w:pStyle w:val="Title"/>'
        )

    with pytest.raises(AssertionError, match="pStyle"):
        hold_to_schema(
            {"swapped": rewritten(named["full-clinical-lead"], swap)}, tmp_path, openxml_validator
        )


def bodies(
    key: tuple[str, str], pages: list[str], document: Document, organisation: str
) -> list[str]:
    """Take head and foot off the pages, and white space; each page counts itself at its foot."""
    edition, id_ = key
    kind = packaged_words()("editions.description" if edition == "description" else "editions.full")
    title = next(text for style, text in styles_of(document) if style == "Title")
    head = "Willow Trust" if edition == "letterhead" else f"{title} · {organisation}"
    found = []
    for number, page in enumerate(pages, start=1):
        body = squeezed(page)
        of = f"Page {number} of {len(pages)}"
        foot = squeezed(f"{id_} · {kind} · Version: draft Content of 23 November 2026 {of}")
        assert body.count(foot) == 1
        body = body.replace(foot, "")
        found.append(body if number == 1 else body.replace(squeezed(head), "", 1))
    return found


@pytest.mark.skipif(bool(NO_LIBREOFFICE), reason=NO_LIBREOFFICE)
def test_libreoffice_prints_every_word_on_full_pages(
    views: list[RoleView],
    documents: dict[tuple[str, str], Document],
    printed: dict[tuple[str, str], list[str]],
) -> None:
    names = {view.id: view.organisation.name for view in views}
    for key, document in documents.items():
        pages = bodies(key, printed[key], document, names.get(key[1], names[views[0].id]))
        text = "".join(pages)
        for _, words in styles_of(document):
            # A row that runs over a page has the head of its table in the middle.
            for piece in (words[:60], words[-60:]):
                assert squeezed(piece) in text, f"{key}: {piece}"
        titles = [squeezed(title) for _, title in headings(document)]
        for number, page in enumerate(pages, start=1):
            assert len(page) > 20, f"{key}: page {number} is empty"
            # The contents end the cover with the title of the last section.
            left = [title for title in titles if number > 1 and page.endswith(title)]
            assert not left, f"{key}: heading left behind on page {number}"
