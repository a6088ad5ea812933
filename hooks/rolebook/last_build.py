"""What one build knew, kept for the next in one file, so that it need not be looked up bit by bit.

Everything stands under the hash of what it follows from. What a build did not ask for is dropped,
so the file holds what one build needs and no more. A value is unpacked when something asks for it,
and what has not changed is written again as it was read.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

from rolebook.site.replacing import replacing_file

T = TypeVar("T")

_DIGEST = 20
#: Bytes that tell how long the list of contents is.
_LENGTH = 8
#: A hash as it stands in a file, in what is packed too.
_KEY = re.compile(rb"(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])")


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

    def finish(self, goes_on: bool = False) -> frozenset[str]:
        """Leave what this build knew to the next; give the keys that nothing asked for any more.

        Where the process ``goes_on``, as while serving, it also stays here for its next build.
        """
        here = frozenset(self._now)
        dropped = self._before - here
        for key in dropped:
            self._packed.pop(key, None)
            self._values.pop(key, None)
        if here != self._before and self._file is not None:
            with suppress(OSError):  # a full disk: the next build works it out
                _write(self._file, ((key, self._to_write(key, goes_on)) for key in sorted(here)))
        self._before, self._now = here, set()
        return dropped

    def _to_write(self, key: str, goes_on: bool) -> bytes | memoryview:
        packed = self._packed.get(key)
        if packed is None:
            packed = pickle.dumps(self._values[key], pickle.HIGHEST_PROTOCOL)
            if goes_on:
                self._packed[key] = packed
        if not goes_on:  # of many roles, each value is let go before the next is packed
            self._values.pop(key, None)
        return packed


def keys_named_in(file: Path) -> frozenset[str]:
    """Give all keys that stand in what the last build left, within its values too.

    Under them the cache holds what the next build takes for granted, and does not look up.
    """
    with suppress(OSError):
        return frozenset(key.decode() for key in _KEY.findall(file.read_bytes()))
    return frozenset()


def _read(file: Path) -> dict[str, bytes | memoryview]:
    data = memoryview(file.read_bytes())
    end = len(data) - _DIGEST
    if blake2b(data[:end], digest_size=_DIGEST).digest() != data[end:]:
        return {}
    length = int.from_bytes(data[end - _LENGTH : end], "big")
    contents = data[end - _LENGTH - length : end - _LENGTH]
    packed: dict[str, bytes | memoryview] = {}
    start = 0
    for key, size in pickle.loads(contents):  # noqa: S301 - our own
        packed[key] = data[start : start + size]
        start += size
    return packed


def _write(file: Path, packed: Iterable[tuple[str, bytes | memoryview]]) -> None:
    """Write values one by one, then which they are, how long that list is, and a digest of all."""
    digest = blake2b(digest_size=_DIGEST)
    sizes: list[tuple[str, int]] = []
    with replacing_file(file) as opened:

        def put(data: bytes | memoryview) -> None:
            digest.update(data)
            opened.write(data)

        for key, value in packed:
            put(value)
            sizes.append((key, len(value)))
        contents = pickle.dumps(sizes, pickle.HIGHEST_PROTOCOL)
        put(contents)
        put(len(contents).to_bytes(_LENGTH, "big"))
        opened.write(digest.digest())
