"""What roles share as it was before: which commits made other records of site_config/."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from heapq import merge
from typing import Any, TypeVar

from rolebook.base.problems import Problem
from rolebook.check.shape.records import read_record
from rolebook.check.site_config_files import CATALOGUES
from rolebook.model.content import REFERRED_TO, Content
from rolebook.read.decoding import decode
from rolebook.read.source_file import read_source_file

from .past import Past, Version

T = TypeVar("T")
Records = Mapping[str, Any]


@dataclass(frozen=True)
class SharedStep:
    """A version of a file of site_config/, and what its records were ``before``; None for new."""

    version: Version
    catalogue: str
    before: Records


class SharedPast:
    """The steps from what roles share now back to what they shared at first, as far as is asked."""

    def __init__(
        self,
        past: Past,
        content: Content,
        now: dt.datetime,
        again: Callable[[str, Callable[[], T]], T] = lambda key, make: make(),
    ) -> None:
        """``again`` gives what is kept under a key, or what is made in its place."""
        self._past = past
        self._content = content
        self._again: Callable[[str, Callable[[], Any]], Any] = again
        self._chains = {
            name: past.versions(file, content.blobs.get(file, ()), now)
            for name in REFERRED_TO
            if (file := f"site_config/{name}.yaml") in content.blobs
        }
        self._found: list[SharedStep] = []
        self._steps = merge(
            *(self._of(name, chain) for name, chain in self._chains.items()),
            key=lambda step: step.version.number,
        )

    @property
    def names(self) -> tuple[str, ...]:
        """What tells these steps from others."""
        chains = sorted(self._chains.items())
        return tuple(f"{name} {version.name}" for name, chain in chains for version in chain)

    def __iter__(self) -> Iterator[SharedStep]:
        """Give the steps, the newest first."""
        yield from self._found
        for step in self._steps:
            self._found.append(step)
            yield step

    def _of(self, name: str, chain: tuple[Version, ...]) -> Iterator[SharedStep]:
        """Give the steps of one file; what could not be read was never published."""
        read = _Reader(self._past, name, chain, getattr(self._content, name))
        newer = chain[-1]
        for older in reversed(chain[:-1]):
            key = f"{name} {older.blob} {newer.blob}"

            def find(old: Version = older, new: Version = newer) -> Records | None:
                return read.differing(old, new)

            before = self._again(key, find)
            if before is not None:
                if before:
                    yield SharedStep(newer, name, before)
                newer = older


class _Reader:
    """Reads versions of one file, those that are asked for, each once."""

    def __init__(self, past: Past, name: str, chain: tuple[Version, ...], now: Records) -> None:
        self._past = past
        self._name = name
        self._chain = chain
        self._blobs: Mapping[str, bytes] | None = None
        self._read: dict[str | None, Records | None] = {chain[-1].blob: now}

    def differing(self, old: Version, new: Version) -> Records | None:
        """Give the records of ``old`` that are others in ``new``; None where it cannot be read."""
        before, after = self._records(old), self._records(new)
        if before is None or after is None:
            return None
        names = dict.fromkeys((*before, *after))
        return {id_: before.get(id_) for id_ in names if before.get(id_) != after.get(id_)}

    def _records(self, version: Version) -> Records | None:
        if version.blob not in self._read:
            if self._blobs is None:
                self._blobs = self._past.read([one.blob for one in self._chain if one.blob])
            self._read[version.blob] = self._parsed(self._blobs.get(version.blob or ""))
        return self._read[version.blob]

    def _parsed(self, data: bytes | None) -> Records | None:
        text = decode("", data) if data is not None else None
        if text is None or isinstance(text, Problem):
            return None
        reading = read_record(CATALOGUES[self._name], read_source_file("", text))
        return None if reading.problems else getattr(reading.record, self._name)
