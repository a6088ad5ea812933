"""Findings as annotations of GitHub, which shows them beside the lines of a proposal."""

from __future__ import annotations

from rolebook.base.problems import Advice, Problem

from .result import CheckResult

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def github(result: CheckResult) -> str:
    """Give a workflow command for each finding.

    https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
    """
    return "\n".join(_annotation(result, found) for found in result.findings)


def _annotation(result: CheckResult, found: Problem | Advice) -> str:
    title = f"Advice: {found.rule}" if isinstance(found, Advice) else "Cannot be published"
    properties = {
        "file": f"{result.prefix}{found.file}",
        "line": str(found.line),
        "col": str(found.column),
        "title": title,
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    field = f"{found.field}: " if found.field else ""
    return f"::{_COMMANDS[result.level(found)]} {listed}::{_data(field + found.message)}"


def _data(text: str) -> str:
    """Escape what would end a command, or begin an escape (as the toolkit's core package does)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
