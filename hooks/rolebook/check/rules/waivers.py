"""Whether waivers name rules that there are, and each rule once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from rolebook.check.reading import Finding
from rolebook.model.waiver import Waiver
from rolebook.read.source_file import Path

from .known_ids import unknown_within


def waiver_findings(
    waivers: Iterable[Waiver], path: Path, rules: Collection[str]
) -> Iterator[Finding]:
    """Find what is wrong with the waivers at ``path``; ``rules`` are the ids that there are."""
    seen: set[str] = set()
    for index, waiver in enumerate(waivers):
        where = (*path, index, "rule")
        yield from unknown_within(where, waiver.rule, rules, "rule in docs/advice.md")
        if waiver.rule in seen:
            yield Finding(where, f'"{waiver.rule}" is waived twice; take one of the two out')
        seen.add(waiver.rule)
