"""The figures as tables of Markdown, and their place in README.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from .measure import Times

README = Path(__file__).with_name("README.md")
_BEGIN, _END = "<!-- figures -->", "<!-- end of figures -->"
_PACKAGES = ("mkdocs", "mkdocs-material", "typst", "weasyprint", "rolebook")

PLAIN = "Plain Material: pages as Markdown, all in the navigation"
PAGES = "Rolebook: pages alone"
WHOLE = "Rolebook: pages and packs (`rolebook build`)"
WEASYPRINT = "WeasyPrint: packs one by one"
ONE_WORKER = "Rolebook: packs, one worker"
WORKERS = "Rolebook: packs, one worker for each core"
EDITIONS = "Rolebook: all PDF editions, one worker for each core"
PAPERS = "Rolebook: all editions, the form and the panel's papers of a role, one by one"


def tables(roles: int, runs: int, times: Mapping[str, Times], layers: Mapping[str, float]) -> str:
    """Give every table of one run."""
    return "\n\n".join(
        (
            _how(roles, runs),
            _sites(roles, times),
            _packs(times),
            f"{_layers(layers, roles)}",
            _targets(times),
        )
    )


def growth(small: int, large: int, times: Mapping[tuple[int, str], Times]) -> str:
    """Give the table of the time that each role takes, as their number grows."""
    rows = []
    for name in (PLAIN, PAGES, WHOLE):
        few, many = times[small, name], times[large, name]
        added = (many.median - few.median) / (large - small)
        rows.append((
            name, _seconds(few.median), _seconds(many.median), _ms(few.each), _ms(many.each),
            _ms(added),
        ))  # fmt: skip
    header = (
        "growth", f"{small} roles", f"{large} roles", f"a role at {small}", f"a role at {large}",
        "a role more",
    )  # fmt: skip
    return _table(header, rows)


def write(text: str) -> None:
    """Put the tables between the marks of README.md."""
    whole = README.read_text("utf-8")
    before, _, rest = whole.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    README.write_text(f"{before}{_BEGIN}\n\n{text}\n\n{_END}{after}", "utf-8")


def _how(roles: int, runs: int) -> str:
    versions = [f"Python {platform.python_version()}"]
    versions.extend(f"{name} {version(name)}" for name in _PACKAGES)
    return (
        f"{roles} roles, medians of {runs} runs in turn, {os.cpu_count()} cores. "
        f"{', '.join(versions)}."
    )


def _sites(roles: int, times: Mapping[str, Times]) -> str:
    plain = times[PLAIN].median
    rows = [
        (name, _seconds(times[name].median), _ms(times[name].median / roles),
         f"{times[name].median / plain:.2f}", _spread(times[name]))
        for name in (PLAIN, PAGES, WHOLE)
    ]  # fmt: skip
    return _table(("site", "whole", "each role", "of plain Material", "fastest to slowest"), rows)


def _packs(times: Mapping[str, Times]) -> str:
    slow = times[WEASYPRINT]
    rows = [
        (name, str(times[name].units), _ms(times[name].each), f"{slow.each / times[name].each:.1f}")
        for name in (WEASYPRINT, ONE_WORKER, WORKERS)
    ]
    more = [
        (name, str(times[name].units), _ms(times[name].each), "") for name in (EDITIONS, PAPERS)
    ]
    rows.extend(more)
    return _table(("packs alone", "packs", "each pack", "times as fast as WeasyPrint"), rows)


def _layers(layers: Mapping[str, float], roles: int) -> str:
    total = sum(layers.values())
    names = {
        "start": "starting Python, loading the modules",
        "rest": "MkDocs, the shell, other pages and files, writing",
    }
    rows = [
        (names.get(name, name), _seconds(spent), _ms(spent / roles), f"{spent / total:.0%}")
        for name, spent in layers.items()
    ]
    return _table(("where a whole build's time goes", "whole", "each role", "share"), rows)


def _targets(times: Mapping[str, Times]) -> str:
    plain, whole = times[PLAIN].median, times[WHOLE].median
    faster = times[WEASYPRINT].each / times[WORKERS].each
    alone = times[WEASYPRINT].each / times[ONE_WORKER].each
    editions = times[EDITIONS].each / times[WORKERS].each
    rows = [
        ("pages and packs, less than plain Material's pages and 3 s",
         f"{whole:.2f} s against {plain + 3:.2f} s", _reached(whole < plain + 3)),
        ("packs at least 10 times as fast as WeasyPrint one by one",
         f"{faster:.1f} times; {alone:.1f} with one worker", _reached(faster >= 10)),
        ("all PDF editions in at most 3 times the time of the packs alone",
         f"{editions:.2f} times", _reached(editions <= 3)),
    ]  # fmt: skip
    return _table(("to reach", "measured", "reached"), rows)


def _reached(yes: bool) -> str:
    return "yes" if yes else "**no**"


def _spread(times: Times) -> str:
    return f"{min(times.seconds):.2f} to {max(times.seconds):.2f} s"


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} s"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    numbers = ["---:"] * (len(header) - 1)
    lines = [header, ["---", *numbers], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
