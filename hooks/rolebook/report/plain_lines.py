"""One line for each finding, for programs and for output that is kept in a file."""

from __future__ import annotations

from .result import CheckResult


def plain_lines(result: CheckResult) -> str:
    """Give each error and each piece of advice as ``file:line:column: …``."""
    return "\n".join(str(finding) for finding in result.findings)
