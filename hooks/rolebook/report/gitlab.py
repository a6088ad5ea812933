"""Findings as a report of GitLab's Code Quality, which shows them in a merge request."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from rolebook.base.problems import Advice

from .result import ERROR, CheckResult

_SEVERITIES = {"error": "blocker", "warning": "major", "note": "info"}


def gitlab(result: CheckResult) -> str:
    """Give the report (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format).

    A fingerprint does not hold the line, so that GitLab knows a finding again when lines have been
    added above it.
    """
    seen: Counter[str] = Counter()
    entries: list[dict[str, Any]] = []
    for found in result.findings:
        rule = found.rule if isinstance(found, Advice) else ERROR
        field = f"{found.field}: " if found.field else ""
        identity = "\n".join((found.file, rule, found.field, found.message))
        number = seen[identity]
        seen[identity] += 1
        entries.append(
            {
                "description": field + found.message,
                "check_name": rule,
                "fingerprint": _fingerprint(f"{identity}\n{number}"),
                "severity": _SEVERITIES[result.level(found)],
                "location": {
                    "path": f"{result.prefix}{found.file}",
                    "lines": {"begin": found.line},
                },
            }
        )
    return json.dumps(entries, ensure_ascii=False, indent=2)


def _fingerprint(identity: str) -> str:
    return hashlib.sha256(identity.encode()).hexdigest()
