"""What the page, the pack, the Word document and the data of a role say, as their readers find it.

Looks are left out, and so are ids and addresses that no reader reads: two files that differ in what
is compared here differ in something that somebody is told.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree, html

from building import web_templates
from rolebook.advise.advice import rule_ids
from rolebook.check.roles import CheckedRole, RoleChecker
from rolebook.check.shared import check_shared
from rolebook.enrich.role_view import RoleView, role_view
from rolebook.model.content import Content
from rolebook.model.role import Role
from rolebook.read.fonts import printable_characters
from rolebook.render.documents.editions import Issue, edition_job
from rolebook.render.documents.pdf_job import PdfJob
from rolebook.render.documents.word_pack import word_edition
from rolebook.render.feeds.role_data import role_file
from rolebook.render.web.pages import WebPages
from rolebook.render.web.publisher import Publisher
from rolebook.render.web.templates import CompiledTemplates

ROOT = Path(__file__).parent.parent
#: A project whose site_config/ has two or more of everything that a role may refer to.
COMPLETE = ROOT / "tests" / "projects" / "complete"
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
ID = "sample"
FILE = f"content/roles/{ID}.yaml"
ISSUE = Issue("Site of samples")
PUBLISHER = Publisher(ISSUE.site_name, "https://samples.test/")

Said = tuple[str, ...]
#: Parts of data that no reader is told: addresses, ids, and what only looks depend on.
NOT_SAID = {"url", "data", "changed", "id", "kind", "colour", "bytes", "short", "shares"}
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def templates() -> CompiledTemplates:
    """Give the templates of pages, compiled once."""
    return web_templates(ROOT / "templates")


class Outputs:
    """Reads and renders roles of a project whose site_config/ has no problem."""

    def __init__(self, project: Path) -> None:
        rules = rule_ids()
        shared = check_shared(project, printable_characters(ROOT / "templates" / "fonts"), rules)
        assert shared.content is not None, shared.problems
        self.content = shared.content
        self._path = project / FILE
        self._checker = RoleChecker(shared.reader, shared.known, NOW.date(), rules)
        self._web = WebPages(templates(), shared.content.site, shared.content.words)

    def check(self, data: bytes) -> CheckedRole:
        """Read and check the file of a role."""
        return self._checker.check(self._path, data)

    def view(self, role: Role, content: Content | None = None) -> RoleView:
        """Word a role as it is at ``NOW``, with the rest of ``content`` or of the project."""
        content = replace(content or self.content, roles={ID: role})
        return role_view(ID, role, content, NOW, NOW.date(), "draft", FILE)

    def page(self, view: RoleView) -> str:
        return self._web.role(view).html

    def said(self, output: str, view: RoleView) -> Said:
        """Give what one of ``SAYS`` says."""
        return SAYS[output](self, view)


def pack(view: RoleView) -> PdfJob:
    return edition_job("full", view, ISSUE)


def word(view: RoleView) -> bytes:
    return word_edition("full", view, ISSUE)


def data(view: RoleView) -> bytes:
    return role_file(view, PUBLISHER)


def page_says(page: str) -> Said:
    return tuple(_of_html(html.fromstring(page)))


def _of_html(tree: Any) -> Iterator[str]:
    for element in tree.iter():
        if element.tag in ("ul", "ol", "strong", "em"):
            yield f"<{element.tag}>"
        for words in (element.get("href"), element.get("alt"), element.text, element.tail):
            if words and words.strip():
                yield " ".join(words.split())


def data_says(value: Any) -> Iterator[str]:
    """Give every word of data, with the names of the answers and numbers in it."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            if key not in NOT_SAID:
                yield from ([key] if isinstance(part, bool | int | float) else [])
                yield from data_says(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from data_says(part)
    elif value not in (None, ""):
        yield str(value)


def word_says(document: bytes) -> Said:
    with zipfile.ZipFile(io.BytesIO(document)) as parts:
        body = etree.fromstring(parts.read("word/document.xml"))
        relations = etree.fromstring(parts.read("word/_rels/document.xml.rels"))
    words = [
        element.text or element.get(f"{_WORD}val") or element.tag
        for element in body.iter(*(f"{_WORD}{tag}" for tag in ("t", "pStyle", "rStyle", "b", "i")))
    ]
    links = [link.get("Target") for link in relations if link.get("TargetMode") == "External"]
    return (*words, *links)


SAYS: dict[str, Callable[[Outputs, RoleView], Said]] = {
    "page": lambda outputs, view: page_says(outputs.page(view)),
    "pack": lambda _, view: tuple(data_says(pack(view).data)),
    "word": lambda _, view: word_says(word(view)),
    "data": lambda _, view: tuple(data_says(json.loads(data(view)))),
}


def words_of(said: Iterable[str]) -> str:
    """Give what was said as one text."""
    return " ".join(" ".join(said).split())


def missing_words(words: Iterable[str], said: Iterable[str]) -> list[str]:
    """Give the words that nothing says, wherever lines are broken."""
    text = _unbroken(" ".join(said))
    return [word for word in words if _unbroken(word) not in text]


def _unbroken(text: str) -> str:
    return "".join(text.split()).replace("\u200b", "")
