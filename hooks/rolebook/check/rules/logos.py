"""The files of pictures that organisations and the site name: logos, icon, picture to share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from rolebook.base.suggestions import known_hint
from rolebook.check.reading import Finding
from rolebook.model.site_config import SITE_PICTURES, Logo, Organisation, SiteSettings
from rolebook.read.picture import MOST_BYTES, PictureError, check_picture

_KINDS = (".svg", ".png")


#: How a file of certain kinds is called.
_A_FILE = {_KINDS: "an .svg or .png", (".png",): "a .png"}


def logo_findings(
    organisations: Mapping[str, Organisation | None], folder: Path
) -> Iterator[Finding]:
    """Find logos that are not there, or that are no pictures that a pack can show."""
    for id_, organisation in organisations.items():
        if organisation is None or organisation.logo is None:
            continue
        at = ("organisations", id_, "logo")
        if wrong := _wrong_name(organisation.logo, folder, _KINDS):
            yield Finding(at, wrong)
        if organisation.logo_description is None:
            yield Finding(
                at,
                "has no words for people who cannot see it; add a line such as "
                f'"logo_description: Logo of {organisation.name}"',
            )


def site_picture_findings(site: SiteSettings, folder: Path) -> Iterator[Finding]:
    """Find pictures of the site that are not there, or that no browser can show."""
    for field, kinds in SITE_PICTURES.items():
        name = getattr(site, field)
        if name and (wrong := _wrong_name(name, folder, kinds)):
            yield Finding((field,), wrong)


def _wrong_name(name: str, folder: Path, kinds: tuple[str, ...]) -> str:
    """Say what is wrong with the name of a picture, or with its file; empty if nothing is."""
    path = folder / name
    if path.suffix not in kinds or path.parent != folder:
        message = f'"{name}" is not a picture in {folder.name}/'
        return f"{message}; write the name of {_A_FILE[kinds]} file there"
    if not path.is_file():
        pictures = [file.name for file in folder.iterdir() if file.suffix in kinds]
        hint = known_hint(name, pictures) if pictures else "put the file there"
        return f'there is no file "{name}" in {folder.name}/; {hint}'
    wrong = _wrong_with(path)
    return f'"{name}" {wrong}' if wrong else ""


def _wrong_with(path: Path) -> str:
    """Say what is wrong with the file of a logo, empty where nothing is."""
    try:
        with path.open("rb") as opened:
            check_picture(opened.read(MOST_BYTES + 1), path.suffix[1:])
    except PictureError as error:
        return str(error)
    except OSError as error:
        return f"cannot be opened ({error.strerror}); close it elsewhere, or ask for help"
    return ""


def read_site_pictures(site: SiteSettings, folder: Path) -> dict[str, Logo]:
    """Read the pictures of a site that passed the check, each by its field."""
    named = {field: getattr(site, field) for field in SITE_PICTURES}
    return {
        field: Logo((folder / name).read_bytes(), "svg" if name.endswith(".svg") else "png", "")
        for field, name in named.items()
        if name
    }


def read_logos(organisations: Mapping[str, Organisation], folder: Path) -> dict[str, Logo]:
    """Read the logos of organisations that passed the check."""
    return {
        id_: Logo(
            (folder / organisation.logo).read_bytes(),
            "svg" if organisation.logo.endswith(".svg") else "png",
            organisation.logo_description or "",
        )
        for id_, organisation in organisations.items()
        if organisation.logo
    }
