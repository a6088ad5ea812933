"""What one build knew, kept for the next in one file, so that it need not be looked up bit by bit.

Everything stands under the hash of what it follows from. What a build did not ask for is dropped,
so the file holds what one build needs and no more.
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
_NOTHING = object()


class LastBuild:
    """Values by keys: those of the build before, and those that this one asked for."""

    def __init__(self, file: Path | None = None) -> None:
        """Read what the last build left in ``file``; nothing where that is not whole."""
        self._file = file
        self._before: dict[str, Any] = {}
        self._now: dict[str, Any] = {}
        if file is not None:
            # Whatever is wrong with it: what is not known is worked out.
            with suppress(Exception):
                data = file.read_bytes()
                if blake2b(data[_DIGEST:], digest_size=_DIGEST).digest() == data[:_DIGEST]:
                    self._before = pickle.loads(data[_DIGEST:])  # noqa: S301 - our own

    def recall(self, key: str) -> Any:
        """Give what stands under ``key``, or None."""
        value = self._before.get(key)
        if value is not None:
            self._now[key] = value
        return value

    def note(self, key: str, value: Any) -> None:
        """Put something under ``key``."""
        self._now[key] = value

    def again(self, key: str, make: Callable[[], T]) -> T:
        """Give what stands under ``key``, or make it and put it there."""
        held = self._now.get(key, self._before.get(key, _NOTHING))
        value: T = make() if held is _NOTHING else held
        self._now[key] = value
        return value

    def forget(self) -> None:
        """Begin anew, as without a build before."""
        self._before, self._now = {}, {}

    def finish(self) -> frozenset[str]:
        """Leave what this build knew to the next; give the keys that nothing asked for any more."""
        dropped = frozenset(self._before.keys() - self._now.keys())
        changed = self._before.keys() != self._now.keys()
        self._before, self._now = self._now, {}
        if changed and self._file is not None:
            with suppress(OSError):  # a full disk: the next build works it out
                data = pickle.dumps(self._before, pickle.HIGHEST_PROTOCOL)
                part = self._file.with_name(f"{self._file.name}.{os.getpid()}")
                part.parent.mkdir(parents=True, exist_ok=True)
                part.write_bytes(blake2b(data, digest_size=_DIGEST).digest() + data)
                part.replace(self._file)
        return dropped
