"""A role's pack as an HTML document, for the programs that make PDFs from HTML."""

from __future__ import annotations

from pathlib import Path

from rolebook.changes.history_days import History
from rolebook.enrich.role_view import RoleView
from rolebook.render.web.pages import WebPages
from rolebook.render.web.role_slots import PageContext, with_slots

STYLE = Path(__file__).with_name("pack.css")
#: On the screen the contents can be folded; on paper they are a heading and a list.
_ON_PAPER = (
    ('<details class="rb-contents">', '<nav class="rb-contents">'),
    ("<summary>On this page</summary>", "<h2>Contents</h2>"),
    ("</details>", "</nav>"),
)


def pack_html(view: RoleView, web: WebPages) -> str:
    """Give the pack of a role as an HTML document."""
    around = PageContext(view.organisation_id, bool(view.criteria), (), None, History(), (), ())
    article = with_slots(web.role(view).html, web.slots(around))
    for screen, paper in _ON_PAPER:
        article = article.replace(screen, paper)
    return (
        f'<!doctype html><html lang="en-GB"><head><title>{view.id}: job pack</title></head>'
        f"<body>{article}</body></html>"
    )


def fonts_address(templates: Path) -> str:
    """Give the address that the style sheet's names of fonts are relative to."""
    return f"{(templates / 'fonts').resolve().as_uri()}/"
