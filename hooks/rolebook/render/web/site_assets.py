"""The style sheets and scripts of the site, and the colours that the employer chose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rolebook.model.content import Content

from .page import OutputFile

#: One file, so that readers wait for one.
STYLE_SHEET = "assets/rolebook/rolebook.css"


def site_assets(templates: Path, content: Content) -> Iterator[OutputFile]:
    """Give the files of ``templates/assets``, with the employer's colours in the style sheet."""
    for path in sorted((templates / "assets").iterdir()):
        if path.is_file():
            yield OutputFile(f"assets/rolebook/{path.name}", path.read_bytes())
    yield OutputFile(STYLE_SHEET, _style_sheet(templates / "assets" / "styles", content))
    for id_, logo in sorted(content.logos.items()):
        yield OutputFile(f"assets/rolebook/logo-{id_}.{logo.kind}", logo.data)


def _style_sheet(folder: Path, content: Content) -> bytes:
    """Join the style sheets, ``base.css`` first and the colours last."""
    paths = sorted(folder.glob("*.css"), key=lambda path: (path.stem != "base", path.name))
    colours = [f":root{{--rb-brand:{content.site.colour}}}"]
    colours.extend(
        f".organisation-{id_}{{--rb-organisation:{organisation.colour}}}"
        for id_, organisation in sorted(content.organisations.items())
    )
    parts = [*(path.read_bytes() for path in paths), ("\n".join(colours) + "\n").encode()]
    return b"\n".join(parts)
