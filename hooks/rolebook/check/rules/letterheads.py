"""The files of the letterheads that organisations name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from rolebook.base.suggestions import known_hint
from rolebook.check.reading import Finding
from rolebook.model.letterhead import SAVE_AS, Letterhead
from rolebook.model.site_config import Organisation

#: What other files than documents of today's Word are, by how their names end.
_OTHERS = {
    ".docm": "may hold macros, which are never used here",
    ".dotm": "may hold macros, which are never used here",
    ".dotx": "is a template that new documents start from",
    ".doc": "is of an old kind of Word",
    ".dot": "is of an old kind of Word",
    ".odt": "is a document of LibreOffice",
    ".rtf": "is a document of another kind",
}


def letterhead_findings(
    organisations: Mapping[str, Organisation | None], folder: Path
) -> Iterator[Finding]:
    """Find letterheads that are not there, or that cannot lend their header and footer."""
    told: dict[str, str] = {}
    for id_, organisation in organisations.items():
        if organisation is None or organisation.letterhead is None:
            continue
        name = organisation.letterhead
        if name not in told:
            told[name] = _problem(name, folder)
        if told[name]:
            yield Finding(("organisations", id_, "letterhead"), told[name])


def _problem(name: str, folder: Path) -> str:
    """Say what is wrong with a letterhead, empty where nothing is."""
    path = folder / name
    suffix = path.suffix.casefold()
    if path.parent != folder or suffix != ".docx":
        if path.parent == folder and suffix in _OTHERS:
            return f'"{name}" {_OTHERS[suffix]}; {SAVE_AS}, and name that file here'
        return (
            f'"{name}" is not a Word document in {folder.name}/; write the name of a .docx file '
            "there"
        )
    if not path.is_file():
        documents = [file.name for file in folder.iterdir() if file.suffix == ".docx"]
        hint = known_hint(name, documents) if documents else "put the file there"
        return f'there is no file "{name}" in {folder.name}/; {hint}'
    # Only who has a letterhead waits for what reads Word documents.
    from rolebook.read.letterhead import MOST_BYTES, LetterheadError, read_letterhead

    try:
        with path.open("rb") as opened:
            read_letterhead(opened.read(MOST_BYTES + 1), path.stat().st_size)
    except LetterheadError as error:
        return f'"{name}" {error}'
    except OSError as error:
        return f'"{name}" cannot be opened ({error.strerror}); close it elsewhere, or ask for help'
    return ""


def read_letterheads(
    organisations: Mapping[str, Organisation], folder: Path
) -> dict[str, Letterhead]:
    """Read the letterheads of organisations that passed the check."""
    named = {id_: org.letterhead for id_, org in organisations.items() if org.letterhead}
    if not named:
        return {}
    from rolebook.read.letterhead import read_letterhead

    files = {name: read_letterhead((folder / name).read_bytes()) for name in set(named.values())}
    return {id_: files[name] for id_, name in named.items()}
