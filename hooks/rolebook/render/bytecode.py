"""Jinja's compiled templates, kept in memory from build to build while serving."""

from __future__ import annotations

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from rolebook.kept import Kept


class KeptBytecode(BytecodeCache):
    """Compiled templates by their names; Jinja itself compares what they were compiled from."""

    def __init__(self, kept: Kept) -> None:
        """Hold what is compiled with the other things that are kept."""
        self._held: dict[str, bytes] = kept.again("bytecode", (), dict)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill ``bucket`` where its template was compiled before."""
        if bucket.key in self._held:
            bucket.bytecode_from_string(self._held[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Hold a template that has been compiled."""
        self._held[bucket.key] = bucket.bytecode_to_string()
