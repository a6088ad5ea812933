"""Tables of Markdown, and figures in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .measure import Times


def table(header: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: bool = True) -> str:
    """Give a table, whose columns after the first are ``numbers`` or words."""
    rest = ["---:" if numbers else "---"] * (len(header) - 1)
    lines = [header, ["---", *rest], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


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


def spread(times: Times) -> str:
    """Give the fastest and the slowest run."""
    return f"{seconds(min(times.seconds))} to {seconds(max(times.seconds))}"


def reached(yes: bool | None) -> str:
    """Say whether a target is reached; None where it was not measured."""
    return "not measured" if yes is None else "yes" if yes else "**no**"
