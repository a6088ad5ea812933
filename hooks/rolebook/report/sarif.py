"""Findings as SARIF 2.1.0, the form in which programs that scan code exchange what they found."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from rolebook import __version__
from rolebook.advise.rule import Rule
from rolebook.base.problems import Advice, Problem

from .result import ERROR, CheckResult

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_SOURCE_ROOT = "SRCROOT"


def sarif(result: CheckResult) -> str:
    """Give one run with every rule and every finding; places are relative to the repository."""
    rules = [_error_rule(), *(_rule(rule) for rule in result.rules.values())]
    order = {rule["id"]: index for index, rule in enumerate(rules)}
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "Rolebook", "version": __version__, "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(result, found, order) for found in result.findings],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def _error_rule() -> dict[str, Any]:
    says = "A file has an error, so that nothing can be published."
    return {
        "id": ERROR,
        "shortDescription": {"text": says},
        "fullDescription": {"text": says},
        "help": {"text": "Each message says what is wrong and, after a semicolon, what to type."},
        "defaultConfiguration": {"level": "error"},
    }


def _rule(rule: Rule) -> dict[str, Any]:
    described: dict[str, Any] = {
        "id": rule.id,
        "shortDescription": {"text": rule.says},
        "fullDescription": {"text": f"{rule.says} {rule.why}"},
        "help": {"text": f"{rule.why}\n\nSource: {rule.source}."},
        "defaultConfiguration": {"level": rule.level},
        "properties": {"tags": [rule.group]},
    }
    if rule.link:
        described["helpUri"] = rule.link
    return described


def _result(result: CheckResult, found: Problem | Advice, order: dict[str, int]) -> dict[str, Any]:
    rule = found.rule if isinstance(found, Advice) else ERROR
    field = f"{found.field}: " if found.field else ""
    place = {
        "artifactLocation": {
            "uri": quote(f"{result.prefix}{found.file}"),
            "uriBaseId": _SOURCE_ROOT,
        },
        "region": {"startLine": found.line, "startColumn": found.column},
    }
    return {
        "ruleId": rule,
        "ruleIndex": order[rule],
        "level": result.level(found),
        "message": {"text": field + found.message},
        "locations": [{"physicalLocation": place}],
    }
