"""What one build knew, kept for the next in one file, so that it need not be looked up bit by bit.

Everything stands under the hash of what it follows from. What a build did not ask for is dropped,
so the file holds what one build needs and no more. A value is unpacked when something asks for it,
and what has not changed is written again as it was read.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

_DIGEST = 20
#: Bytes that tell how long the list of contents is.
_LENGTH = 8


class LastBuild:
    """Values by keys: those of the build before, and those that this one asked for."""

    def __init__(self, file: Path | None = None) -> None:
        """Read what the last build left in ``file``; nothing where that is not whole."""
        self._file = file
        #: As they were packed, and as they are: both of the build before, and of this one.
        self._packed: dict[str, bytes | memoryview] = {}
        self._values: dict[str, Any] = {}
        self._before: frozenset[str] = frozenset()
        self._now: set[str] = set()
        if file is not None:
            # Whatever is wrong with it: what is not known is worked out.
            with suppress(Exception):
                self._packed = _read(file)
                self._before = frozenset(self._packed)

    def recall(self, key: str) -> Any:
        """Give what stands under ``key``, or None."""
        if key not in self._values:
            if key not in self._packed:
                return None
            self._values[key] = pickle.loads(self._packed[key])  # noqa: S301 - our own
        self._now.add(key)
        return self._values[key]

    def note(self, key: str, value: Any) -> None:
        """Put something under ``key``."""
        if key not in self._values or self._values[key] is not value:
            self._values[key] = value
            self._packed.pop(key, None)
        self._now.add(key)

    def again(self, key: str, make: Callable[[], T]) -> T:
        """Give what stands under ``key``, or make it and put it there."""
        if key in self._values or key in self._packed:
            value: T = self.recall(key)
            return value
        value = make()
        self.note(key, value)
        return value

    def forget(self) -> None:
        """Begin anew, as without a build before."""
        self._packed, self._values = {}, {}
        self._before, self._now = frozenset(), set()

    def finish(self) -> frozenset[str]:
        """Leave what this build knew to the next; give the keys that nothing asked for any more."""
        here = frozenset(self._now)
        dropped = self._before - here
        for key in dropped:
            self._packed.pop(key, None)
            self._values.pop(key, None)
        if here != self._before and self._file is not None:
            for key in here - self._packed.keys():
                self._packed[key] = pickle.dumps(self._values[key], pickle.HIGHEST_PROTOCOL)
            with suppress(OSError):  # a full disk: the next build works it out
                _write(self._file, self._packed)
        self._before, self._now = here, set()
        return dropped


def _read(file: Path) -> dict[str, bytes | memoryview]:
    data = memoryview(file.read_bytes())
    if blake2b(data[_DIGEST:], digest_size=_DIGEST).digest() != data[:_DIGEST]:
        return {}
    start = _DIGEST + _LENGTH
    end = start + int.from_bytes(data[_DIGEST:start], "big")
    packed: dict[str, bytes | memoryview] = {}
    for key, length in pickle.loads(data[start:end]):  # noqa: S301 - our own
        packed[key] = data[end : end + length]
        end += length
    return packed


def _write(file: Path, packed: dict[str, bytes | memoryview]) -> None:
    keys = sorted(packed)
    contents = pickle.dumps([(key, len(packed[key])) for key in keys], pickle.HIGHEST_PROTOCOL)
    parts = (len(contents).to_bytes(_LENGTH, "big"), contents, *(packed[key] for key in keys))
    digest = blake2b(digest_size=_DIGEST)
    # Never all in one piece: of many roles this is when a build holds the most.
    for data in parts:
        digest.update(data)
    part = file.with_name(f"{file.name}.{os.getpid()}")
    part.parent.mkdir(parents=True, exist_ok=True)
    with part.open("wb") as opened:
        opened.write(digest.digest())
        opened.writelines(parts)
    part.replace(file)
