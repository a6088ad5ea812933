"""The pages of a site whose content has problems, as somebody sees them who is editing it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path, PurePosixPath

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from rolebook.base.problems import Problem
from rolebook.base.suggestions import shortened

from .page import Heading, ListedPage, OutputFile, Page

_FOLDER = "editing"
#: The pages that the navigation needs.
_IN_NAVIGATION = ("", "roles/", "compare/")
#: The shell of the theme is for pages with a table of contents.
_HEADINGS = (Heading("problems", "Problems", 2),)
_STYLE = "assets/rolebook/problems.css"
#: More of a line than this does not help to find the place.
_LINE = 160


@dataclass(frozen=True)
class _Shown:
    """A problem beside the line that it is about, cut in two where the problem begins."""

    problem: Problem
    before: str
    after: str


def pages_with_problems(
    pages: Sequence[Page | ListedPage], problems: Sequence[Problem], root: Path, templates: Path
) -> tuple[tuple[Page, ...], tuple[OutputFile, ...]]:
    """Put the problems on top of every page, and in place of the roles whose files have them.

    ``pages`` are the last good ones; where there are none, the problems get a page of their own.
    """
    folder = templates / _FOLDER
    environment = Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined
    )
    template = environment.get_template("problems.html.j2")
    files = [
        (file, [_shown(problem, root) for problem in some])
        for file, some in groupby(problems, key=lambda problem: problem.file)
    ]
    broken = {f"roles/{PurePosixPath(file).stem}/" for file, _ in files if "/roles/" in file}
    bare = pages or tuple(_empty(address, "Problems") for address in _IN_NAVIGATION)

    def with_problems(page: Page | ListedPage) -> Page:
        base = "../" * page.address.count("/")
        instead = page.address in broken or not pages
        html = template.render(
            files=files, count=len(problems), style=base + _STYLE, title=page.title, instead=instead
        )
        if instead:
            return replace(page.whole, html=html, headings=_HEADINGS)
        return replace(whole := page.whole, html=html + whole.html)

    style = OutputFile(_STYLE, (folder / "problems.css").read_bytes())
    return tuple(with_problems(page) for page in bare), (style,)


def _empty(address: str, title: str) -> Page:
    return Page(address, title, title, "", ())


def _shown(problem: Problem, root: Path) -> _Shown:
    lines: list[str] = []
    if problem.file.endswith((".yaml", ".yml")):  # a font has no lines
        with suppress(OSError):
            lines = (root / problem.file).read_text("utf-8", errors="replace").splitlines()
    line = lines[problem.line - 1] if problem.line <= len(lines) else ""
    at = min(problem.column - 1, len(line))
    return _Shown(problem, line[:at][-_LINE:], shortened(line[at:], _LINE))
