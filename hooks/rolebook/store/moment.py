"""The time as steps may ask for it, and the period for which an answer stays the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

_FIRST, _LAST = float("-inf"), float("inf")


class Validity(NamedTuple):
    """A period, from one moment to just before another, in seconds of Unix."""

    since: float = _FIRST
    until: float = _LAST

    def within(self, other: Validity) -> Validity:
        """Give what both periods have in common."""
        return Validity(max(self.since, other.since), min(self.until, other.until))

    def holds(self, seconds: float) -> bool:
        """Whether a moment lies in the period."""
        return self.since <= seconds < self.until


ALWAYS = Validity()
NEVER = Validity(_LAST, _FIRST)


class Moment:
    """The moment of a build. Each question narrows the period for which the step's result holds."""

    def __init__(self, now: dt.datetime) -> None:
        """Begin with a result that always holds."""
        self._now = now
        self.validity = ALWAYS

    def reached(self, instant: dt.datetime) -> bool:
        """Whether an instant has come."""
        at = instant.timestamp()
        is_past = at <= self._now.timestamp()
        here = Validity(since=at) if is_past else Validity(until=at)
        self.validity = self.validity.within(here)
        return is_past

    def among(self, instants: Iterable[dt.datetime]) -> dt.datetime:
        """Give the moment, where nothing but these instants makes a difference."""
        for instant in instants:
            self.reached(instant)
        return self._now
