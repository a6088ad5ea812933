"""The figures as tables of Markdown, and their place in README.md."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping
from pathlib import Path

from .layers import Layers
from .limits import LIMITS
from .packs import CORES, PACKS, WEASYPRINTS, WORKERS, grown
from .parts import Found
from .peers.rolebook import PAGES, WHOLE
from .peers.site_builder import COLD, EDITED, FILLING, UNCHANGED
from .tables import kilobytes, megabytes, milliseconds, seconds, spread, table
from .targets import targets

README = Path(__file__).with_name("README.md")
_BEGIN, _END = "<!-- figures -->", "<!-- end of figures -->"
_WORKS = (COLD, FILLING, EDITED, UNCHANGED)
#: Layers with a smaller share than this are told together.
_SMALL = 0.01


def tables(found: Found, command: str) -> str:
    """Give every table of one run; ``command`` repeats it."""
    parts = [_how(found, command), targets(found)]
    if found.builders:
        parts.extend((_sites(found), _memory(found)))
    parts.extend(_packs(found))
    parts.extend(_growth(found))
    parts.extend(_limits(found))
    parts.extend(_layers(name, layers, found.roles) for name, layers in found.layers.items())
    if found.absent:
        parts.append("\n".join(["Not measured:", "", *_absent(found)]))
    return "\n\n".join(parts)


def write(text: str) -> None:
    """Put the tables between the marks of README.md."""
    whole = README.read_text("utf-8")
    before, _, rest = whole.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    README.write_text(f"{before}{_BEGIN}\n\n{text}\n\n{_END}{after}", "utf-8")


def _how(found: Found, command: str) -> str:
    versions = [f"Python {platform.python_version()}"]
    versions.extend(dict.fromkeys((*(one.version for one in found.builders), *found.versions)))
    return (
        f"{found.roles:,} roles, medians of {found.runs} runs in turn where nothing else is said, "
        f"{CORES} cores. {', '.join(versions)}. Repeat it with: `{command}`"
    )


def _sites(found: Found) -> str:
    hugo = found.figures.get(("Hugo", COLD))
    rows = []
    for builder in found.builders:
        for work in _WORKS:
            times = found.figures.get((builder.name, work))
            if times is None:
                continue
            ratio = f"{times.median / hugo.median:.2f}" if hugo else ""
            rows.append((
                f"{builder.name}: {work}", seconds(times.median), milliseconds(times.each), ratio,
                spread(times), str(len(times.seconds)),
            ))  # fmt: skip
    header = (
        "site", "whole", "each role", "of Hugo cold", "fastest to slowest", "runs"
    )  # fmt: skip
    notes = [f"- {one.name} {one.note}." for one in found.builders if one.note]
    return "\n".join((table(header, rows), "", *notes))


def _memory(found: Found) -> str:
    rows = []
    for builder in found.builders:
        cells = []
        for work in _WORKS:
            times = found.figures.get((builder.name, work))
            cells.append(megabytes(times.memory) if times else "")
        rows.append((builder.name, *cells))
    return table(("peak memory of all processes", *_WORKS), rows)


def _packs(found: Found) -> Iterator[str]:
    slow = found.figures.get((WEASYPRINTS, WEASYPRINTS))
    rows = []
    for name in PACKS:
        times = found.figures.get((name, name))
        if times is not None:
            ratio = f"{slow.each / times.each:.1f}" if slow else ""
            rows.append((
                name, str(times.units), milliseconds(times.each), ratio, megabytes(times.memory)
            ))  # fmt: skip
    if rows:
        yield table(
            ("packs alone", "roles in a run", "each role", "times as fast as WeasyPrint", "memory"),
            rows,
        )


def _growth(found: Found) -> Iterator[str]:
    rows = []
    for name in (PAGES, WORKERS, WHOLE):
        for roles in (found.roles, found.more):
            key = grown(name, roles)
            if times := found.figures.get((key, key)):
                rows.append((
                    key, seconds(times.median), milliseconds(times.each), str(len(times.seconds)),
                    megabytes(times.memory),
                ))  # fmt: skip
    if rows:
        yield table(("growth", "whole", "each role", "runs", "memory"), rows)
    if found.sizes:
        weighed = [
            (f"{one.roles:,} roles", kilobytes(one.page), kilobytes(one.page_compressed),
             kilobytes(one.largest[1]), f"`{one.largest[0]}`")
            for one in sorted(found.sizes, key=lambda one: one.roles)
        ]  # fmt: skip
        yield table(
            ("size", "a role's page", "compressed", "largest index, compressed", "which"), weighed
        )


def _limits(found: Found) -> Iterator[str]:
    rows = [
        (name, seconds(times.median), spread(times))
        for name in LIMITS
        if (times := found.figures.get((name, name)))
    ]
    if rows:
        yield table(("physical limit", "whole", "fastest to slowest"), rows)


def _layers(name: str, layers: Layers, roles: int) -> str:
    total = sum(layers.main.values())
    rows = [
        (layer, seconds(spent), milliseconds(spent / roles), f"{spent / total:.0%}")
        for layer, spent in _large(layers.main, total)
    ]
    rows.append(("**all**", seconds(total), milliseconds(total / roles), "100%"))
    busy = sum(layers.workers.values())
    rows.extend(
        (f"meanwhile in workers: {layer}", seconds(spent), milliseconds(spent / roles), "")
        for layer, spent in _large(layers.workers, busy)
    )
    return table((f"where the time goes. {name}", "whole", "each role", "share"), rows)


def _large(layers: Mapping[str, float], total: float) -> Iterator[tuple[str, float]]:
    """Give layers by their time, small ones together."""
    small = 0.0
    for layer, spent in sorted(layers.items(), key=lambda item: -item[1]):
        if spent >= total * _SMALL:
            yield layer, spent
        else:
            small += spent
    if small:
        yield "all smaller ones", small


def _absent(found: Found) -> Iterator[str]:
    for name, why in found.absent.items():
        yield f"- {name}: {why.strip().splitlines()[-1]}"
