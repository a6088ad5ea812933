"""Which advice a file waives, and what is said of waivers that are over or unused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from rolebook.model.waiver import Waiver
from rolebook.read.source_file import Path

from .rule import REGISTER, Found, Rule

WAIVER_ENDED = Rule(
    "waiver-ended",
    "Waivers",
    "A waiver is past its last day, so the advice is told again.",
    "What was right for a time is looked at again, and not forgotten.",
    "A rule of this project",
    waivable=False,
)
WAIVER_UNUSED = Rule(
    "waiver-unused",
    "Waivers",
    "A waiver is about advice that is not given here.",
    "A waiver that is left behind would hide the same advice when it is right again.",
    "A rule of this project",
    waivable=False,
)
REGISTER.others.extend([WAIVER_ENDED, WAIVER_UNUSED])


def waived(waivers: Iterable[Waiver], today: dt.date) -> frozenset[str]:
    """Give the ids of the rules that are waived on ``today``."""
    return frozenset(waiver.rule for waiver in waivers if today <= waiver.until)


def waiver_advice(
    waivers: Iterable[Waiver], path: Path, found: Collection[str], today: dt.date, whole: bool
) -> Iterator[tuple[Rule, Found]]:
    """Find waivers that are unused or over; ``found`` are the ids of rules that found something.

    Where the library is not ``whole``, a rule may find nothing for want of what was left out.
    """
    for index, waiver in enumerate(waivers):
        where = (*path, index)
        if waiver.rule not in found:
            if not whole:
                continue
            message = f'waives "{waiver.rule}", which is not told here; take the waiver out'
            yield WAIVER_UNUSED, Found((*where, "rule"), message)
        elif today > waiver.until:
            message = (
                f'the waiver of "{waiver.rule}" ended on {waiver.until}; follow the advice, or '
                "write a later day"
            )
            yield WAIVER_ENDED, Found((*where, "until"), message)
