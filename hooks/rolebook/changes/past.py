"""What git knows of earlier versions of the content, as data: who asks git passes it in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from rolebook.dates import LONDON

#: What papers show in place of a commit where what was read is not what git holds.
DRAFT = "draft"
#: Letters of a commit's hash that papers show: git's own short form grows with the repository.
_SHORT = 8


@dataclass(frozen=True)
class Version:
    """What a file held from a moment on; ``blob`` names it by its content, and None is no file.

    ``number`` counts the commits of the main line from the newest, 0, backwards: the clocks of
    those who commit may differ, and their order does not. A version is not ``dated`` where what was
    before is not known, as at the beginning of a shallow clone: the file may have held this longer.
    """

    moment: dt.datetime
    blob: str | None
    commit: str = ""
    number: int = 0
    dated: bool = True


@dataclass(frozen=True)
class LastChange:
    """When what was read last changed, in London, and the commit that holds it, in short.

    ``moment`` is None where it is not known.
    """

    moment: dt.datetime | None
    version: str

    @property
    def day(self) -> dt.date | None:
        """The day of the change."""
        return self.moment.date() if self.moment else None


def _nothing(blobs: Iterable[str]) -> Mapping[str, bytes]:
    return {}


@dataclass(frozen=True)
class Past:
    """The versions of each file by its present name, oldest first, followed through renames.

    ``read`` gives what the blobs of these names hold; those that cannot be had are left out.
    ``known`` says how far back the versions go: all of them, only the newest, or none because
    there is no git; ``why`` says the reason, and is empty where all are known. ``removed`` tells of
    each file that is there no more which change took it away.
    """

    known: Literal["all", "newest", "none"] = "none"
    files: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    read: Callable[[Iterable[str]], Mapping[str, bytes]] = _nothing
    removed: Mapping[str, Version] = field(default_factory=dict)
    why: str = ""

    @property
    def gap(self) -> str:
        """Say which dates are not known, and why; empty where all are."""
        if self.known == "none":
            return (
                f"No page, feed or pack says when it last changed: {self.why}" if self.why else ""
            )
        if self.known == "newest":
            return f"Roles that changed long ago do not say when: {self.why}"
        return ""

    def last_change(self, read: Mapping[str, Collection[str]], now: dt.datetime) -> LastChange:
        """Tell when what was ``read`` last changed, by the newest change of any of the files.

        ``read`` gives the names that git may have for what each file held when it was read, and
        none for a file that was not there. The version is a commit only where git holds just that.
        """
        if self.known == "none":
            return LastChange(None, DRAFT)
        newest: Version | None = None
        for name, blobs in read.items():
            version = self.files[name][-1] if name in self.files else self.removed.get(name)
            if (version.blob if version else None) not in (blobs or (None,)):
                return LastChange(now, DRAFT)
            if version and (newest is None or version.number < newest.number):
                newest = version
        if newest is None:
            return LastChange(now, DRAFT)
        return LastChange(
            newest.moment.astimezone(LONDON) if newest.dated else None, newest.commit[:_SHORT]
        )


class Memory(Protocol):
    """Where what was worked out is kept for the next build, under the hash of what it is from."""

    def recall(self, key: str) -> bytes | None:
        """Give what is kept under ``key``, or None."""

    def keep(self, key: str, data: bytes) -> None:
        """Keep ``data`` under ``key``."""
