"""What axe finds wrong with a page as it stands in the browser."""

from __future__ import annotations

from typing import Any

#: WCAG 2.2 at levels A and AA, and what axe calls good practice.
_OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}


def faults(tab: Any) -> list[tuple[str, str, Any, str]]:
    """Give the address, the rule, the element and the words of everything that axe finds."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(tab, options=_OPTIONS).response
    return [
        (tab.url, fault["id"], node["target"], node["failureSummary"])
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
