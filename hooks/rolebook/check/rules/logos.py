"""The files of the logos that organisations name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from rolebook.base.suggestions import known_hint
from rolebook.check.reading import Finding
from rolebook.model.site_config import Logo, Organisation
from rolebook.read.picture import MOST_BYTES, PictureError, check_picture

_KINDS = (".png", ".svg")


def logo_findings(
    organisations: Mapping[str, Organisation | None], folder: Path
) -> Iterator[Finding]:
    """Find logos that are not there, or that are no pictures that a pack can show."""
    for id_, organisation in organisations.items():
        if organisation is None or organisation.logo is None:
            continue
        at = ("organisations", id_, "logo")
        path = folder / organisation.logo
        if path.suffix not in _KINDS or path.parent != folder:
            message = f'"{organisation.logo}" is not a picture in {folder.name}/'
            yield Finding(at, f"{message}; write the name of an .svg or .png file there")
        elif not path.is_file():
            pictures = [file.name for file in folder.iterdir() if file.suffix in _KINDS]
            hint = known_hint(organisation.logo, pictures) if pictures else "put the file there"
            yield Finding(at, f'there is no file "{organisation.logo}" in {folder.name}/; {hint}')
        elif wrong := _wrong_with(path):
            yield Finding(at, f'"{organisation.logo}" {wrong}')
        if organisation.logo_description is None:
            yield Finding(
                at,
                "has no words for people who cannot see it; add a line such as "
                f'"logo_description: Logo of {organisation.name}"',
            )


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
