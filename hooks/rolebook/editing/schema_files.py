"""The files of schemas/, which tell editors what a role and each file of site_config/ may hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from rolebook.check.site_config_files import SITE_CONFIG_FILES
from rolebook.model.role import Role

from .known_ids import known_ids, pay_scales
from .schema import KNOWN, known_schema, schema_of

FOLDER = "schemas"


def schema_files(root: Path) -> dict[str, str]:
    """Give the text of every file of schemas/ by its name."""
    models: dict[str, type[BaseModel]] = {"role": Role, **SITE_CONFIG_FILES}
    files = {f"{name}.json": _text(schema_of(model)) for name, model in models.items()}
    return {**files, KNOWN: _known(root)}


def refresh(root: Path) -> bool:
    """Write the list of known ids anew where it has changed; say whether it had.

    Nothing is written where the project has no schemas/: whoever wants none deletes the folder.
    """
    file = root / FOLDER / KNOWN
    if not file.parent.is_dir():
        return False
    text = _known(root)
    if file.is_file() and file.read_text("utf-8") == text:
        return False
    try:
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError:  # a copy that may only be read has no editor at work in it
        return False
    return True


def _known(root: Path) -> str:
    before = _before(root / FOLDER / KNOWN)
    lists = known_ids(root)
    scales = pay_scales(root)
    schema = known_schema({name: ids or {} for name, ids in lists.items()}, scales or {})
    unread = [name for name, ids in lists.items() if ids is None]
    for name in [*unread, *(["bands"] if scales is None else [])]:
        schema["definitions"][name] = before.get(name, {})
    return _text(schema)


def _before(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text("utf-8"))["definitions"]
    except (OSError, ValueError, KeyError):
        return {}
    return found if isinstance(found, dict) else {}


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
