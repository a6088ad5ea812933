"""What git knows of earlier versions of the content, as data: who asks git passes it in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol


@dataclass(frozen=True)
class Version:
    """What a file held from a moment on; ``blob`` names it by its content, and None is no file."""

    moment: dt.datetime
    blob: str | None


def _nothing(blobs: Iterable[str]) -> Mapping[str, bytes]:
    return {}


@dataclass(frozen=True)
class Past:
    """The versions of each file by its present name, oldest first, followed through renames.

    ``read`` gives what the blobs of these names hold; those that cannot be had are left out.
    ``known`` says how far back the versions go: all of them, only the newest, or none because
    there is no git.
    """

    known: Literal["all", "newest", "none"] = "none"
    files: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    read: Callable[[Iterable[str]], Mapping[str, bytes]] = _nothing


class Memory(Protocol):
    """Where what was worked out is kept for the next build, under the hash of what it is from."""

    def recall(self, key: str) -> bytes | None:
        """Give what is kept under ``key``, or None."""

    def keep(self, key: str, data: bytes) -> None:
        """Keep ``data`` under ``key``."""
