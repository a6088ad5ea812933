"""The YAML files of a project with the model of each, and what an upgrade changes in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel

from rolebook.check.files import name_of, role_files
from rolebook.check.shape.records import read_record
from rolebook.check.site_config_files import SITE_CONFIG_FILES
from rolebook.model.role import Role
from rolebook.read.decoding import decode, file_bytes
from rolebook.read.source_file import read_source_file

from .file_edits import Rename, edited


class ContentFile(NamedTuple):
    """A file of content."""

    name: str
    """Relative to the project"""
    path: Path
    model: type[BaseModel]


def content_files(root: Path) -> Iterator[ContentFile]:
    """Give each role's file, and each file of site_config/ that is there."""
    for path in role_files(root):
        yield ContentFile(name_of(path, root), path, Role)
    for stem, model in SITE_CONFIG_FILES.items():
        path = root / "site_config" / f"{stem}.yaml"
        if path.is_file():
            yield ContentFile(name_of(path, root), path, model)


def with_new_names(file: ContentFile) -> tuple[bytes, bytes]:
    """Give the bytes of a file, and those with the new name of each field that has one.

    Raises:
        CannotEditError: if that can't be done safely.
    """
    data = file_bytes(file.path)
    text = decode(file.name, data)
    if not isinstance(text, str):
        return data, data  # check says what is wrong with it
    source_file = read_source_file(file.name, text)
    read_record(file.model, source_file)
    # Of two keys of which one is below the other, the inner one comes first.
    renamed = sorted(source_file.renamed, key=lambda each: -len(each[0]))
    edits = [Rename(path, new) for path, new in renamed]
    return data, edited(file.name, data, edits) if edits else data
