"""The catalogue of words: every word of Rolebook's own that readers see, and an employer's own."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from docx import Document
from lxml import etree, html
from openpyxl import load_workbook
from pypdf import PdfReader

from building import publish, store_at
from market import build, whole_project
from rolebook.base.dates import LONDON
from rolebook.base.project_folders import TEMPLATES
from rolebook.base.words import Words
from rolebook.build.settings import BuildSettings
from rolebook.check.content import read_content
from rolebook.check.words import packaged_words, placeholders
from rolebook.enrich.role_view import role_view
from rolebook.render.documents.panel.panel_papers import panel_papers

ROOT = Path(__file__).parent.parent
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=LONDON)
#: Where words are asked for: words("group.key"), and in templates of PDFs words.key.
_ASKED = re.compile(r"""(?:words|catalogue|say|plain_words)\(\s*f?"([a-z_]+\.[^"]*)\"""")
_NAMED = re.compile(r"""["']([a-z_]+\.[a-z0-9_-]+)["']""")
_LETTERS = re.compile(r"[A-Za-z]+")
_ADDRESSES = re.compile(r"https?://\S+")


def texts(folder: Path, *endings: str) -> Iterator[str]:
    for ending in endings:
        yield from (path.read_text("utf-8") for path in sorted(folder.rglob(f"*{ending}")))


def code() -> list[str]:
    return [*texts(ROOT / "hooks" / "rolebook", ".py"), *texts(TEMPLATES, ".j2", ".html")]


def test_every_word_that_is_asked_for_is_there() -> None:
    known = packaged_words().messages
    for text in code():
        for key in _ASKED.findall(text):
            begin = key.split("{")[0]
            is_begun = begin != key or key[-1] in "._"  # the rest is found out
            assert any(one.startswith(begin) for one in known) if is_begun else key in known, key


def test_every_word_is_asked_for() -> None:
    """A message that nothing names any more is no work for a translator."""
    whole = "\n".join(code())
    begun = set(re.findall(r'f"([a-z_]+\.[^"{]*)\{', whole))
    begun |= set(re.findall(r'"([a-z_]+\.[a-z_]*)" ~', whole))
    named = set(_NAMED.findall(whole))
    groups = set(re.findall(r'(?:group|script_words|words_data)\([^)]*?"([a-z_]+)"', whole))
    groups |= {group for found in re.findall(r"words_data\(([^)]*)\)", whole)
               for group in re.findall(r'"([a-z_]+)"', found)}  # fmt: skip
    for key in packaged_words().messages:
        is_begun = any(key.startswith(one) for one in begun)
        assert key in named or is_begun or key.partition(".")[0] in groups, key


def test_words_are_strict() -> None:
    words = Words(
        {"a.one": "{x} is {y}", "a.many": {"one": "{count} day", "other": "{count} days"}}
    )
    assert words("a.one", x="X", y="{y}") == "X is {y}"
    assert [words("a.many", count=n) for n in (1, 2, Decimal("1.0"), 1200)] == [
        "1 day", "2 days", "1 day", "1,200 days",
    ]  # fmt: skip
    for wrong in ({"key": "a.none"}, {"key": "a.one", "x": "X"}, {"key": "a.many"}):
        with pytest.raises(KeyError):
            words(**wrong)


def test_forms_of_a_message_have_the_same_placeholders() -> None:
    for key, message in packaged_words().messages.items():
        if not isinstance(message, str):
            assert set(message) == {"one", "other"}, key
            named = [set(placeholders(text)) | {"count"} for text in message.values()]
            assert named[0] == named[1], key


def own_words(project: Path, words: Mapping[str, object]) -> None:
    text = yaml.safe_dump(dict(words), allow_unicode=True, sort_keys=False, width=1000)
    (project / "site_config" / "words.yaml").write_text(text, "utf-8")


def built(project: Path, pages_only: bool = False) -> Mapping[str, object]:
    settings = BuildSettings(
        project, "Jobs", NOW, site_address="https://jobs.test/", pages_only=pages_only
    )
    with store_at(None) as store:
        return publish(settings, store).all


def test_an_employer_words_some_of_them(tmp_path: Path) -> None:
    project = whole_project("market", tmp_path / "project")
    (project / "site_config" / "site.yaml").open("a").write("\neditions: [full, word]\n")
    own_words(
        project,
        {
            "notes": "For us",
            "sections": {"person-specification": "About you"},
            "importance": {"essential": "Must have"},
            # What the build holds its pages against is said in the same words.
            "units": {
                "hours_a_week": {"other": "{count} hrs every week"},
                "vacancies": {"other": "{count} jobs"},
            },
            "closing": {"until_filled": "Until somebody is found"},
            "feeds": {"example_title": "Not live: {title}"},
        },
    )
    made = built(project)
    role = "roles/planning-officer/"
    assert ">About you</h2>" in made[role][2]
    assert "Must have" in made[role][2]
    assert "jobs</p>" in made[""][2]
    assert "hrs every week" in made[role][2]
    assert "Until somebody is found" in "".join(page[2] for page in made.values() if len(page) == 8)
    document = Document(io.BytesIO(made[f"{role}job-pack.docx"]))
    headings = [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert "About you" in headings
    assert "Person specification" not in headings
    assert "About you" in printed(made[f"{role}job-pack.pdf"])


#: Letters that no catalogue has: those of dates and times of day, which ``base/dates.py`` words,
#: and of the numbers of lists.
_NOT_WORDS = (
    "January February March April May June July August September October November December "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday "
    "at am pm noon midnight a b c d i ii iii"
)


def pseudo(message: object) -> object:
    """Give a message in which every letter is another, and every placeholder is kept."""
    if isinstance(message, Mapping):
        return {form: pseudo(text) for form, text in message.items()}
    parts = re.split(r"(\{\w+\})", str(message))
    return "".join(
        part if part.startswith("{") else re.sub("[a-z]", "ž", re.sub("[A-Z]", "Ž", part))
        for part in parts
    )


def printed(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def shown_in(page: str, head: str) -> Iterator[str]:
    """Give the words of a page, and those of its attributes that somebody is told."""
    root = html.fromstring(f"<div>{page}</div>")
    for gone in root.xpath("//*[@aria-labelledby='history'] | //script"):
        gone.drop_tree()
    yield " ".join(root.itertext())
    for tree in (root, html.fromstring(f"<div>{head}</div>")):
        for name in ("aria-label", "alt", "title", "placeholder", "data-closed", "data-alone"):
            yield from tree.xpath(f"//@{name}")
    yield from html.fromstring(f"<div>{head}</div>").xpath(
        "//meta[@property='og:title' or @property='og:description' or @property='og:image:alt']"
        "/@content"
    )


def shown_by(path: str, made: object) -> Iterator[str]:
    if isinstance(made, tuple):
        title, description, page, headings, head = made[:5]
        yield from (title, description, *(heading.title for heading in headings))
        yield from shown_in(page, head)
    elif path.endswith(".docx"):
        document = Document(io.BytesIO(made))
        parts = [document.element, *(s.footer._element for s in document.sections)]
        for part in parts:
            yield " ".join(node.text or "" for node in part.iter() if str(node.tag).endswith("}t"))
    elif path.endswith(".pdf"):
        yield printed(made)
    elif path.endswith(".xlsx"):
        for sheet in load_workbook(io.BytesIO(made)).worksheets:
            yield sheet.title
            cells = (cell.value for row in sheet.iter_rows() for cell in row)
            yield " ".join(cell for cell in cells if isinstance(cell, str) and cell[:1] != "=")
            yield from (one.error or "" for one in sheet.data_validations.dataValidation)
    elif path.endswith(".xml") and path.startswith("feeds/vacancies"):
        for entry in etree.fromstring(made).iter("{*}title", "{*}content", "{*}summary"):
            yield " ".join(html.fromstring(f"<div>{entry.text}</div>").itertext())


def panel_files_of(project: Path) -> Iterator[tuple[str, object]]:
    content = read_content(project, NOW.date(), frozenset(range(0x110000)))
    for id_, role in content.roles.items():
        view = role_view(id_, role, content, NOW, NOW.date())
        for name, data in panel_papers(view, "Jobs").rendered(TEMPLATES).items():
            yield f"panel/{id_}/{name}", data


@pytest.mark.parametrize("name", ["complete", "market"])
def test_no_letter_is_left_that_no_catalogue_has(name: str, tmp_path: Path) -> None:
    project = whole_project(name, tmp_path / "project")
    shutil.rmtree(project / "hooks")
    groups: dict[str, dict[str, object]] = {}
    for key, message in packaged_words().messages.items():
        group, _, rest = key.partition(".")
        groups.setdefault(group, {})[rest] = pseudo(message)
    texts_of_it = " ".join(texts(project, ".yaml"))
    own_words(project, groups)
    known = set(_LETTERS.findall(f"{texts_of_it} {_NOT_WORDS} Jobs jobs test https".casefold()))
    # Ids and addresses are of the content too, and a sentence may begin with a word of it.
    left: dict[str, set[str]] = {}
    for path, made in {**built(project), **dict(panel_files_of(project))}.items():
        for text in shown_by(path, made):
            for word in _LETTERS.findall(_ADDRESSES.sub("", text).casefold()):
                if word not in known:
                    left.setdefault(word, set()).add(path)
    assert left == {}


def test_the_words_around_every_page(tmp_path: Path) -> None:
    project = whole_project("market", tmp_path / "project")
    own = {
        "tabs": {"vacancies": "Jobs & more"},
        "search": {"title": "Find work"},
        "not_found": {"title": "Nothing here", "vacancies": "All jobs"},
    }
    own_words(project, own)
    site = build(project, tmp_path / "site", options=("--pages-only",))
    home = (site / "index.html").read_text("utf-8")
    assert 'placeholder="Find work"' in home
    assert "Jobs &amp; more" in home
    missing = (site / "404.html").read_text("utf-8")
    assert "<h1>Nothing here</h1>" in missing
    assert re.search(r'<a href="[^"]*">All jobs</a>, or <a ', missing)


#: What templates of PDFs and scripts say to programs and to who writes them.
_FOR_PROGRAMS = {
    "use strict", "Europe/London", "IntersectionObserver", "with offers", "page full: ",
    "no inline of kind ", "no block of kind ", "Atkinson Hyperlegible Next", "Source Sans 3",
}  # fmt: skip


def test_no_sentence_is_typed_in_a_script_or_in_a_template_of_a_pdf() -> None:
    for text in texts(TEMPLATES, ".js", ".typ"):
        code = "\n".join(line for line in text.splitlines() if not line.strip().startswith("//"))
        for found in re.findall(r'"([^"\n]*)"|`([^`]*)`|\[([^\]\n(]*)\]', code):
            said = re.sub(r"\$\{[^}]*\}|#[\w.]+|\.?rb-\S*", "", "".join(found))
            is_words = re.search(r"\b[A-Z][a-z]{2,}|[a-z]{2,} [a-z]{2,}", said)
            assert said in _FOR_PROGRAMS or not is_words, said
