"""The files of the logos that organisations name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from rolebook.model.site import Logo, Organisation
from rolebook.suggest import known_hint

from .reading import Finding

#: How each kind of picture begins, so that a renamed file is found out before it is printed.
_BEGINNINGS = {".png": (b"\x89PNG\r\n",), ".svg": (b"<svg", b"<?xml", b"<!--")}


def logo_findings(
    organisations: Mapping[str, Organisation | None], folder: Path
) -> Iterator[Finding]:
    """Find logos that are not there, or that are no pictures that a pack can show."""
    for id_, organisation in organisations.items():
        if organisation is None or organisation.logo is None:
            continue
        at = ("organisations", id_, "logo")
        path = folder / organisation.logo
        if path.suffix not in _BEGINNINGS or path.parent != folder:
            message = f'"{organisation.logo}" is not a picture in {folder.name}/'
            yield Finding(at, f"{message}; write the name of an .svg or .png file there")
        elif not path.is_file():
            pictures = [file.name for file in folder.iterdir() if file.suffix in _BEGINNINGS]
            hint = known_hint(organisation.logo, pictures) if pictures else "put the file there"
            yield Finding(at, f'there is no file "{organisation.logo}" in {folder.name}/; {hint}')
        elif not path.read_bytes().lstrip().startswith(_BEGINNINGS[path.suffix]):
            kind = path.suffix[1:].upper()
            yield Finding(
                at, f'"{organisation.logo}" is not {kind} inside; save it again as {kind}'
            )
        if organisation.logo_description is None:
            yield Finding(
                at,
                "has no words for people who cannot see it; add a line such as "
                f'"logo_description: Logo of {organisation.name}"',
            )


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
