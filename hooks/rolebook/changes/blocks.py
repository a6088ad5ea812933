"""An earlier version of a role read from a later one: only the blocks of the file that differ.

Most versions differ in a line or two, and reading a whole file takes ten times as long.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import create_model

from rolebook.base.problems import Problem
from rolebook.check.shape.records import read_record
from rolebook.model.role import Role
from rolebook.model.values.fields import Record
from rolebook.read.decoding import decode
from rolebook.read.source_file import read_source_file

_BLOCK = re.compile(r"^(?=[a-z_]+:\s)", re.MULTILINE)
#: A line that begins at the margin and is neither a key, nor an item of a list, nor a comment.
_NO_BLOCK = re.compile(r"^(?![a-z_]+:\s|- |#|\s|$)", re.MULTILINE)
_NOTHING = re.compile(r"\s*(?:#.*)?")


@dataclass(frozen=True)
class RoleText:
    """The file of a role with the role that it holds; the role is None where it has problems."""

    role: Role | None
    blocks: Mapping[str, str] | None
    """The lines of each key; None where the file is not laid out so"""


def blocks_of(text: str) -> dict[str, str] | None:
    """Cut a file into the lines of each of its keys; None where that cannot be done for sure."""
    before, *parts = _BLOCK.split(text)
    if _NO_BLOCK.search(text) or not all(map(_NOTHING.fullmatch, before.split("\n"))):
        return None
    found = {part[: part.index(":")]: part for part in parts}
    return found if len(found) == len(parts) else None


def text_of_role(data: bytes, role: Role | None = None, later: RoleText | None = None) -> RoleText:
    """Read the file of a role; ``role`` is what it holds, where that is known already.

    ``later`` is a version that is probably much the same.
    """
    text = decode("", data)
    if isinstance(text, Problem):
        return RoleText(None, None)
    blocks = blocks_of(text)
    if role is not None:
        return RoleText(role, blocks)
    if later and later.role and later.blocks and blocks:
        role = _from_later(blocks, later.role, later.blocks)
    return RoleText(role or _whole(text), blocks)


def _whole(text: str) -> Role | None:
    reading = read_record(Role, read_source_file("", text))
    return reading.record if not reading.problems else None


def _from_later(
    blocks: Mapping[str, str], later: Role, later_blocks: Mapping[str, str]
) -> Role | None:
    """Take over what did not change; None where a block that did cannot be read by itself."""
    changed: dict[str, Any] = {}
    for key in {*blocks, *later_blocks} & {*Role.model_fields}:
        if blocks.get(key) == later_blocks.get(key):
            continue
        if key in blocks:
            source_file = read_source_file("", blocks[key])
            reading = read_record(_holder(key), source_file)
            if reading.problems or reading.record is None or set(source_file.data) - {key}:
                return None
            changed[key] = getattr(reading.record, key)
        elif Role.model_fields[key].is_required():
            return None
        else:
            changed[key] = Role.model_fields[key].get_default(call_default_factory=True)
    if {*blocks} - {*Role.model_fields}:
        return None
    return later.model_copy(update=changed)


@lru_cache(maxsize=64)
def _holder(key: str) -> type[Record]:
    """Make the model of a file that holds one key of a role."""
    info = Role.model_fields[key]
    fields: dict[str, Any] = {key: (info.annotation, info)}
    return create_model(f"Role_{key}", __base__=Record, **fields)
