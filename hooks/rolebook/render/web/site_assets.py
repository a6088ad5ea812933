"""The style sheets and scripts of the site, and the colours that the employer chose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from rolebook.model.site_config import Logo, Organisation, SiteSettings

from .page import OutputFile

#: One file, so that readers wait for one.
STYLE_SHEET = "assets/rolebook/rolebook.css"
_STYLES = "styles/"


def site_assets(
    files: Mapping[str, bytes],
    site: SiteSettings,
    organisations: Mapping[str, Organisation],
    logos: Mapping[str, Logo],
    pictures: Mapping[str, Logo],
) -> Iterator[OutputFile]:
    """Give the files of ``templates/assets``, with the employer's colours in the style sheet."""
    for name in sorted(files):
        if "/" not in name:
            yield OutputFile(f"assets/rolebook/{name}", files[name])
    yield OutputFile(STYLE_SHEET, _style_sheet(files, site, organisations))
    for id_, logo in sorted(logos.items()):
        yield OutputFile(f"assets/rolebook/logo-{id_}.{logo.kind}", logo.data)
    for field, picture in sorted(pictures.items()):
        yield OutputFile(picture_address(field, picture.kind), picture.data)


def picture_address(field: str, file: str) -> str:
    """Give the path on the site of a picture: the field that names it, and its file or kind."""
    return f"assets/rolebook/{field.replace('_', '-')}.{file.rpartition('.')[2]}"


def _style_sheet(
    files: Mapping[str, bytes], site: SiteSettings, organisations: Mapping[str, Organisation]
) -> bytes:
    """Join the style sheets, ``base.css`` first and the colours last."""
    names = [PurePosixPath(name) for name in files if name.startswith(_STYLES)]
    sheets = [name for name in names if name.suffix == ".css" and len(name.parts) == 2]
    sheets.sort(key=lambda name: (name.stem != "base", name.name))
    colours = [f":root{{--rb-brand:{site.colour}}}"]
    colours.extend(
        f".organisation-{id_}{{--rb-organisation:{organisation.colour}}}"
        for id_, organisation in sorted(organisations.items())
    )
    parts = [*(files[str(name)] for name in sheets), ("\n".join(colours) + "\n").encode()]
    return b"\n".join(parts)
