"""Findings as JSON, for programs of the employer's own."""

from __future__ import annotations

import json
from typing import Any

from rolebook.base.problems import Advice, Problem

from .result import ERROR, CheckResult


def as_json(result: CheckResult) -> str:
    """Give the findings and how many there are; ``version`` changes when the form does."""
    report = {
        "version": 1,
        "roles": result.roles,
        "errors": len(result.errors),
        "advice": len(result.advice),
        "findings": [_finding(result, found) for found in result.findings],
    }
    return json.dumps(report, ensure_ascii=False, indent=2)


def _finding(result: CheckResult, found: Problem | Advice) -> dict[str, Any]:
    return {
        "file": found.file,
        "line": found.line,
        "column": found.column,
        "field": found.field,
        "level": result.level(found),
        "rule": found.rule if isinstance(found, Advice) else ERROR,
        "message": found.message,
    }
