"""The style sheets and scripts of the site, and the colours that the employer chose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rolebook.model.content import Content

from .page import OutputFile

STYLE_SHEETS = ("assets/rolebook/rolebook.css", "assets/rolebook/colours.css")
SCRIPTS = (
    "assets/rolebook/sort-table.js",
    "assets/rolebook/role-page.js",
    "assets/rolebook/vacancies.js",
)


def site_assets(templates: Path, content: Content) -> Iterator[OutputFile]:
    """Give the files of ``templates/assets`` and a style sheet with the employer's colours."""
    for path in sorted((templates / "assets").iterdir()):
        if path.is_file():
            yield OutputFile(f"assets/rolebook/{path.name}", path.read_bytes())
    yield OutputFile(STYLE_SHEETS[0], _style_sheet(templates / "assets" / "styles"))
    for id_, logo in sorted(content.logos.items()):
        yield OutputFile(f"assets/rolebook/logo-{id_}.{logo.kind}", logo.data)
    lines = [f":root{{--rb-brand:{content.site.colour}}}"]
    lines.extend(
        f".organisation-{id_}{{--rb-organisation:{organisation.colour}}}"
        for id_, organisation in sorted(content.organisations.items())
    )
    yield OutputFile("assets/rolebook/colours.css", ("\n".join(lines) + "\n").encode())


def _style_sheet(folder: Path) -> bytes:
    """Join the style sheets, ``base.css`` first: readers fetch one file."""
    paths = sorted(folder.glob("*.css"), key=lambda path: (path.stem != "base", path.name))
    return b"\n".join(path.read_bytes() for path in paths)
