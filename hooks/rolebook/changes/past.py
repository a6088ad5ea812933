"""What git knows of earlier versions of the content, as data: who asks git passes it in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

#: What papers show in place of a commit where what was read is not what git holds.
DRAFT = "draft"
#: The number of what is not committed.
NEWEST = 1 << 31
_NOT_YET = dt.datetime.max.replace(tzinfo=dt.UTC)
#: Letters of a commit's hash that papers show: git's own short form grows with the repository.
_SHORT = 8


@dataclass(frozen=True)
class Version:
    """What a file held from a moment on; ``blob`` names it by its content, and None is no file.

    ``number`` counts the commits of the main line from the oldest, 1: the clocks of those who
    commit may differ, and their order does not. A version is not ``dated`` where what was before is
    not known, as at the beginning of a shallow clone: the file may have held this longer. What is
    not committed is of the moment of the build, which it is given by ``as_of``.
    """

    moment: dt.datetime
    blob: str | None
    commit: str = ""
    number: int = 0
    dated: bool = True

    @property
    def short(self) -> str:
        """The commit as papers show it, or "draft"."""
        return self.commit[:_SHORT] or DRAFT

    def as_of(self, now: dt.datetime) -> Version:
        """Give the version at a moment: what is not committed is of that moment."""
        return replace(self, moment=now) if self.number == NEWEST else self


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
                "No page, feed or pack says when it last changed, or that a vacancy was filled or "
                f"withdrawn: {self.why}"
                if self.why
                else ""
            )
        if self.known == "newest":
            return (
                "Roles that changed long ago do not say when, or that a vacancy was filled or "
                f"withdrawn: {self.why}"
            )
        return ""

    def versions(self, file: str, blobs: Sequence[str]) -> tuple[Version, ...]:
        """Give the versions of a file, oldest first, the last of which is what was read of it.

        ``blobs`` are the names that git may have for what was read: where git has something else,
        that is not committed.
        """
        known = self.files.get(file, ())
        if known and known[-1].blob in blobs:
            return known
        return (*known, Version(_NOT_YET, blobs[0], number=NEWEST, dated=self.known != "none"))
