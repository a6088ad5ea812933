"""Packs by WeasyPrint from the HTML of the roles' pages, one by one."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rolebook.enrich.role_view import RoleView
from rolebook.model.site import SiteSettings
from rolebook.render.web_pages import Download, WebPages

_STYLE = Path(__file__).with_name("pack.css")
#: On the screen the contents can be folded; on paper they are a heading and a list.
_ON_PAPER = (
    ('<details class="rb-contents">', '<nav class="rb-contents">'),
    ("<summary>On this page</summary>", "<h2>Contents</h2>"),
    ("</details>", "</nav>"),
)
MISSING = (
    "WeasyPrint needs {missing}. Install it: python -m pip install weasyprint; on Debian also "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)


class WeasyPrintMissing(Exception):
    """WeasyPrint, or a library of the system that it needs, is not there."""


def load_weasyprint() -> Any:
    """Import WeasyPrint, which is needed by benchmarks alone.

    Raises:
        WeasyPrintMissing: saying what to install.
    """
    try:
        import weasyprint  # type: ignore[import-untyped]
    except (ImportError, OSError) as error:  # OSError: a library of the system
        raise WeasyPrintMissing(MISSING.format(missing=str(error).split("\n")[0])) from error
    return weasyprint


def pack_html(view: RoleView, web: WebPages) -> str:
    """Give the pack of a role as an HTML document."""
    article = web.role(view, Download("", 0, 1), None).html
    for screen, paper in _ON_PAPER:
        article = article.replace(screen, paper)
    return (
        f'<!doctype html><html lang="en-GB"><head><title>{view.id}: job pack</title></head>'
        f"<body>{article}</body></html>"
    )


def make_packs(
    views: Sequence[RoleView], site: SiteSettings, templates: Path, keep: Path | None = None
) -> float:
    """Give the seconds that the packs of ``views`` take; import and reading of styles not counted.

    The first pack is made once before, so that WeasyPrint has loaded what it loads but once.
    """
    weasyprint = load_weasyprint()
    from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]

    fonts = FontConfiguration()
    style = weasyprint.CSS(
        string=_STYLE.read_text("utf-8"),
        base_url=f"{(templates / 'fonts').resolve().as_uri()}/",
        font_config=fonts,
    )
    documents = [pack_html(view, WebPages(templates, site)) for view in views]

    def pack(document: str) -> bytes:
        made = weasyprint.HTML(string=document).write_pdf(
            stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1"
        )
        assert isinstance(made, bytes)
        return made

    pack(documents[0])
    start = time.perf_counter()
    packs = [pack(document) for document in documents]
    seconds = time.perf_counter() - start
    if keep:
        for view, data in zip(views, packs, strict=True):
            (keep / f"{view.id}.pdf").write_bytes(data)
    return seconds
