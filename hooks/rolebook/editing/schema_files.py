"""The files of schemas/, which tell editors what a role and each file of site_config/ may hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from rolebook import __version__
from rolebook.check.site_config_files import SITE_CONFIG_FILES
from rolebook.check.words import packaged_words
from rolebook.model.role import Role

from .known_ids import known_ids, pay_scales
from .schema import KNOWN, known_schema, schema_of, words_schema

FOLDER = "schemas"
#: Where the list of known ids says which version of Rolebook wrote the folder.
_VERSION = "$comment"


def schema_files(root: Path) -> dict[str, str]:
    """Give the text of every file of schemas/ by its name."""
    models: dict[str, type[BaseModel]] = {"role": Role, **SITE_CONFIG_FILES}
    files = {f"{name}.json": _text(schema_of(model)) for name, model in models.items()}
    return {**files, "words.json": _text(words_schema(packaged_words())), KNOWN: _known(root)}


def refresh(root: Path) -> bool:
    """Write the list of known ids again if it has changed, and say whether it had.

    All of schemas/ is written if it is missing or from another version, so that git need not keep
    it. Nothing is written unless the settings of the project's editor name the folder, or it is
    there: people who want none delete both.
    """
    folder = root / FOLDER
    if not folder.is_dir() and not _is_named(root / ".vscode" / "settings.json"):
        return False
    before = _read(folder / KNOWN)
    known = _known(root)
    if before and _text(before) == known:
        return False
    is_same = before.get(_VERSION) == __version__
    try:
        folder.mkdir(exist_ok=True)
        for name, text in ({KNOWN: known} if is_same else schema_files(root)).items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError:  # a copy that may only be read has no editor at work in it
        return False
    return True


def _is_named(settings: Path) -> bool:
    return settings.is_file() and f"{FOLDER}/".encode() in settings.read_bytes()


def _known(root: Path) -> str:
    before = _read(root / FOLDER / KNOWN).get("definitions")
    before = before if isinstance(before, dict) else {}
    lists = known_ids(root)
    scales = pay_scales(root)
    schema = known_schema({name: ids or {} for name, ids in lists.items()}, scales or {})
    unread = [name for name, ids in lists.items() if ids is None]
    for name in [*unread, *(["bands"] if scales is None else [])]:
        schema["definitions"][name] = before.get(name, {})
    return _text({**schema, _VERSION: __version__})


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
