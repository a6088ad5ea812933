"""The answers as tables of Markdown, and their place in README.md."""

from __future__ import annotations

import os
import platform
import sysconfig
from collections.abc import Sequence
from pathlib import Path

from .bench import Bench
from .questions import CORES, Answer
from .tables import table

README = Path(__file__).with_name("README.md")
_BEGIN, _END = "<!-- figures -->", "<!-- end of figures -->"
_REACHED = {None: "not measured", True: "yes", False: "**no**"}


def report(bench: Bench, answers: Sequence[Answer], command: str) -> str:
    """Give every table of one sitting; ``command`` repeats it."""
    goals = [goal for answer in answers for goal in answer.goals]
    rows = [(goal.what, goal.measured, _REACHED[goal.reached]) for goal in goals]
    parts = [_how(bench, command)]
    if rows:
        parts.append(table(("to reach", "measured", "reached"), rows, numbers=False))
    parts.extend(part for answer in answers for part in answer.tables if part)
    if bench.missing:
        absent = [f"- {name}: {why.splitlines()[-1]}" for name, why in bench.missing.items()]
        parts.append("\n".join(["Not measured:", "", *absent]))
    return "\n\n".join(parts)


def write(text: str) -> None:
    """Put the tables between the marks of README.md."""
    whole = README.read_text("utf-8")
    before, _, rest = whole.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    README.write_text(f"{before}{_BEGIN}\n\n{text}\n\n{_END}{after}", "utf-8")


def _how(bench: Bench, command: str) -> str:
    busy = os.getloadavg()[0]
    return (
        f"{bench.roles:,} roles, medians of {bench.runs} runs in turn where there are not fewer, "
        f"{CORES} cores, {busy:.1f} processes at work at the end. "
        f"{', '.join((_this_python(), *bench.versions))}. Repeat it with: `{command}`"
    )


def _this_python() -> str:
    """Name the Python that all programs in Python run on."""
    settings = sysconfig.get_config_var("CONFIG_ARGS") or ""
    optimised = "--enable-optimizations" in settings
    how = "optimised" if optimised else "not optimised: one that is takes 11 to 20% less CPU"
    return f"Python {platform.python_version()} ({how})"
