"""What axe finds wrong with a page as it stands in the browser."""

from __future__ import annotations

from typing import Any

#: What the law asks for (WCAG 2.2 AA, by the Public Sector Bodies Accessibility Regulations), and
#: what axe calls good practice.
_ALL = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}
#: The rules that see colours: all else of a page is the same in the dark.
_COLOURS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}


def faults(tab: Any, scheme: str) -> list[tuple[str, str, Any, str]]:
    """Give the address, the rule, the element and the words of everything that axe finds."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(tab, options=_COLOURS if scheme == "dark" else _ALL).response
    return [
        (tab.url, fault["id"], node["target"], node["failureSummary"])
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
