"""The ids that may be referred to, as the files hold them now, whether or not they are right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rolebook.check.files import role_files
from rolebook.model.content import CATALOGUE_RECORDS
from rolebook.read.decoding import decode, file_bytes
from rolebook.read.source_file import read_source_file

Names = dict[str, str]


def known_ids(root: Path) -> dict[str, Names | None]:
    """Give each list of ids with the names that they stand for.

    A list is None where its file cannot be read now, so that what was known before still holds.
    """
    lists: dict[str, Names | None] = {}
    for name in CATALOGUE_RECORDS:
        held = records_in(root, name)
        if held is not None:
            held = {id_: record for id_, record in held.items() if isinstance(record, dict)}
        lists[name] = None if held is None else {id_: _called(it) for id_, it in held.items()}
    sets = records_in(root, "general_duties")
    lists["duties"] = None if sets is None else dict(sorted(_duties(sets)))
    lists["roles"] = {path.stem: "" for path in role_files(root)}
    return lists


def pay_scales(root: Path) -> dict[str, dict[str, list[str]]] | None:
    """Give the bands and the spine points of each pay scale, in all its versions."""
    scales = records_in(root, "pay_scales")
    if scales is None:
        return None
    return {
        id_: {what: _of_versions(scale, what) for what in ("bands", "points")}
        for id_, scale in scales.items()
    }


def records_in(root: Path, name: str) -> dict[str, Any] | None:
    """Give what a file of site_config/ holds under its own name; None where it cannot be read."""
    path = root / "site_config" / f"{name}.yaml"
    if not path.is_file():
        return {}
    try:
        text = decode(path.name, file_bytes(path))
    except OSError:  # whoever checks the file says why
        return None
    if not isinstance(text, str):
        return None
    source_file = read_source_file(path.name, text)
    held = source_file.data.get(name, {})
    return held if not source_file.problems and isinstance(held, dict) else None


def _called(record: dict[str, Any]) -> str:
    for key in ("name", "title", "text"):
        if isinstance(words := record.get(key), str):
            return " ".join(words.split())
    return ""


def _duties(held: Any) -> list[tuple[str, str]]:
    """List the ids of standard duties, at every level."""
    found: list[tuple[str, str]] = []
    if isinstance(held, dict):
        if isinstance(id_ := held.get("id"), str):
            found.append((id_, _called(held)))
        for value in held.values():
            found.extend(_duties(value))
    elif isinstance(held, list):
        for item in held:
            found.extend(_duties(item))
    return found


def _of_versions(scale: Any, what: str) -> list[str]:
    versions = scale.get("versions") if isinstance(scale, dict) else None
    names: dict[str, None] = {}
    for version in versions if isinstance(versions, list) else ():
        held = version.get(what) if isinstance(version, dict) else None
        names.update(dict.fromkeys(held if isinstance(held, dict) else ()))
    return list(names)
