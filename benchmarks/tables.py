"""Tables of Markdown, and figures in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .measure import Figures, Times


def table(header: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: bool = True) -> str:
    """Give a table, whose columns after the first are ``numbers`` or words."""
    rest = ["---:" if numbers else "---"] * (len(header) - 1)
    lines = [header, ["---", *rest], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def figures_table(title: str, figures: Figures, base: tuple[str, str] | None) -> str:
    """Give what was measured, with ratios to the time of ``base`` if that was measured."""
    to = figures.get(base) if base else None
    header = [title, "whole", "each", "CPU of each", "fastest to slowest", "runs", "memory"]
    rows = [
        [
            f"{name}: {work}", seconds(times.seconds), milliseconds(times.seconds / times.units),
            milliseconds(times.cpu / times.units), _spread(times), str(len(times.runs)),
            megabytes(times.memory),
            *([f"{times.seconds / to.seconds:.2f}"] if to else ()),
        ]
        for (name, work), times in figures.items()
    ]  # fmt: skip
    return table([*header, *([f"of {base[0]}"] if to and base else ())], rows)


def seconds(value: float) -> str:
    """Give seconds, in milliseconds where they are few."""
    return f"{value:.2f} s" if value >= 0.1 else milliseconds(value)


def milliseconds(value: float) -> str:
    """Give seconds as milliseconds."""
    return f"{value * 1000:.1f} ms"


def megabytes(value: int | None) -> str:
    """Give bytes as megabytes; nothing where they are not known."""
    return "" if value is None else f"{value / 1e6:.0f} MB"


def kilobytes(value: float) -> str:
    """Give bytes as kilobytes."""
    return f"{value / 1000:.1f} kB"


def _spread(times: Times) -> str:
    found = [run.seconds for run in times.runs]
    return f"{seconds(min(found))} to {seconds(max(found))}"
