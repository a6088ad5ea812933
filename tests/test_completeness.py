"""Whatever a file may hold reaches the reader: one project uses every field there is."""

import datetime as dt
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from pydantic import BaseModel
from pypdf import PdfReader

from rolebook.build import publish
from rolebook.check.content import read_content
from rolebook.enrich.duties import duty_section
from rolebook.enrich.organisation import about_section
from rolebook.model.content import CATALOGUE_RECORDS
from rolebook.model.fields import LONDON
from rolebook.model.role import Role
from rolebook.model.site import Organisation, SiteSettings
from rolebook.prose import Prose
from rolebook.settings import BuildSettings

ROOT = Path(__file__).parent.parent
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=LONDON)

#: Read by the machine or by editors, and never shown as they stand.
NOT_SHOWN = {
    "notes",  # for editors
    "region",  # finds roles by place, in the lists
    "waivers",  # of advice, for editors
    "checked_on",
    "link",  # of a source
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    copy = tmp_path_factory.mktemp("complete") / "project"
    shutil.copytree(ROOT / "tests" / "projects" / "complete", copy)
    shutil.copytree(ROOT / "templates", copy / "templates")
    return copy


@pytest.fixture(scope="module")
def content(project, printable):
    return read_content(project, NOW.date(), printable)


@pytest.fixture(scope="module")
def publication(project):
    return publish(BuildSettings(project, "Site of zebras", NOW, source_prefix="https://git.test/"))


def records(value) -> Iterator[BaseModel]:
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from records(getattr(value, name))
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from records(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from records(item)


def everything(content):
    catalogues = [getattr(content, name) for name in CATALOGUE_RECORDS]
    return [*content.roles.values(), content.site, *catalogues]


def record_classes(start: type[BaseModel]) -> set[type[BaseModel]]:
    found, waiting = set(), [start]
    while waiting:
        record = waiting.pop()
        if record not in found:
            found.add(record)
            waiting += [
                inner
                for info in record.model_fields.values()
                for inner in mentioned(info.annotation)
            ]
    return found


def mentioned(annotation) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from mentioned(part)


def test_the_project_uses_every_field(content):
    used = {
        (kind, name)
        for part in everything(content)
        for record in records(part)
        for kind in type(record).__mro__
        for name in record.model_fields_set
    }
    classes = set()
    for start in (Role, SiteSettings, *CATALOGUE_RECORDS.values()):
        classes |= record_classes(start)
    every = {(record, name) for record in classes for name in record.model_fields}
    # A range may be one amount or two ends, and each kind of pay shares these.
    shared = {"supplements", "detail", "paid", "on_invoice", "amount", "minimum", "maximum"}
    named = {name for _, name in used}
    missing = {
        f"{record.__name__}.{name}"
        for record, name in every - used
        if not (name in shared and name in named)
        and record.__name__ not in ("Comparison", "CareerPath")
    }
    assert missing == set()


def texts(value, skip=frozenset()) -> Iterator[str]:
    """Give every word that a person typed into a field of text."""
    if isinstance(value, Prose):
        yield from value.plain.split("\n")
    elif isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in NOT_SHOWN:
                yield from texts(getattr(value, name))
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from texts(item)


#: Words that stand for something: ids, and choices that are put into words.
CHOICES = {
    "zebra-trust", "zebra-house", "annexe", "barn", "all-staff", "left-out", "first-duty",
    "nested-duty", "own", "shared-one", "shared-two", "zephyr-body", "zebra-statement", "equality",
    "example-scale", "on-site", "hybrid", "paid", "licence-and-car", "fixed-term", "secondment",
    "part-time", "regularly", "sessions", "week", "year", "monthly", "tiers", "annual", "daily",
    "actual", "pay-scale", "unpaid", "not-stated", "session", "numbered", "bulleted", "experience",
    "essential", "desirable", "other", "knowledge", "skills-and-abilities", "yes-no", "text", "yes",
    "enhanced-with-barred-lists", "full-time-equivalent", "office", "zebra.svg", "#123456",
    "zebra.docx", "filled", "VAC-HIDDEN", "Duty that is left out", "pay",
}  # fmt: skip


def expected_words(content) -> list[str]:
    role = content.roles["everything"]
    parts = [role, content.organisations, content.locations, content.general_duties]
    parts += [content.statements, content.professional_bodies]
    found = []
    for part in parts:
        values = part.values() if isinstance(part, dict) else [part]
        for value in values:
            found += [text for text in texts(value) if text not in CHOICES]
    # One opening gives its own guidance, and the other has that of the role.
    return list(dict.fromkeys(found))


def shown(text: str) -> str:
    return " ".join(text.split()).casefold()


def test_the_page_shows_everything(content, publication):
    page = next(page for page in publication.pages if page.address == "roles/everything/")
    tree = html.fromstring(page.html)
    text = shown(tree.text_content() + " " + " ".join(tree.xpath("//@alt")))
    missing = [words for words in expected_words(content) if shown(words) not in text]
    assert missing == ["Second version of everything"]  # which documents say of themselves
    assert "hidden notes" not in text
    assert "hidden reason" not in text
    assert shown("Pays at least the real Living Wage") in text
    assert "vac-hidden" not in text
    assert "duty that is left out" not in text
    for opening in ("VAC-ONE", "VAC-TWO"):
        assert shown(f"Vacancy {opening}") in text
    # What one of two openings fixes stands with that opening.
    assert shown("£77 a session") in text
    assert shown("Part time, 12 hours a week (0.32 FTE)") in text


def test_the_pack_shows_everything(content, publication, tmp_path):
    data = next(f.read() for f in publication.files if f.path == "roles/everything/job-pack.pdf")
    path = tmp_path / "pack.pdf"
    path.write_bytes(data)
    text = shown(" ".join(page.extract_text() for page in PdfReader(path).pages))
    squeezed = text.replace(" ", "")
    # Paper shows the address of a link within the words, and no words for pictures.
    but = {"Purpose with strong and emphasis and a linked word.", "A striped square"}
    missing = [
        words
        for words in expected_words(content)
        if words not in but and shown(words).replace(" ", "") not in squeezed
    ]
    assert missing == []
    assert "hidden notes" not in text


def test_what_is_for_editors_alone_is_in_no_file(publication):
    for file in publication.files:
        assert b"Hidden reason" not in file.read(), file.path


def test_what_a_document_says_of_itself_is_in_documents_alone(publication):
    told = ("Second version of everything", "4 May 2027", "2027-05-04", "About this version")
    for page in publication.pages:
        assert not [words for words in told if words in page.html + page.head], page.address
    for file in publication.files:
        if not file.path.endswith((".pdf", ".docx")):
            assert not [words for words in told if words.encode() in file.read()], file.path
    made = {file.path: file.read() for file in publication.files}
    for name in ("job-pack.pdf", "large-print.pdf", "job-description.pdf"):
        pages = PdfReader(io.BytesIO(made[f"roles/everything/{name}"])).pages
        text = "".join(page.extract_text() for page in pages)
        assert "Second version of everything" in text, name
        assert "4 May 2027" in text, name


def test_every_section_of_duties_has_an_address_of_its_own(small_project, printable):
    content = read_content(small_project, NOW.date(), printable)
    role = content.roles["team-leader"]
    (section,) = role.duties.sections
    titles = ("Support", "Support", "Support 2", "Support")
    named = tuple(section.model_copy(update={"title": title}) for title in titles)
    duties = role.duties.model_copy(update={"sections": named})
    found = duty_section(role.model_copy(update={"duties": duties}), content)
    assert [part.id for part in found.sections] == [
        "duties-support", "duties-support-2", "duties-support-2-2", "duties-support-3",
    ]  # fmt: skip


def test_titles_with_signs_are_safe_in_html(publication):
    page = next(page for page in publication.pages if page.address == "roles/everything/")
    assert ">Everything Officer &lt;5 &amp; &#34;more&#34;</h1>" in page.html


def test_an_employer_of_whom_only_the_name_is_known_has_no_empty_section(content):
    assert about_section(Organisation(name="Name alone"), content) is None
