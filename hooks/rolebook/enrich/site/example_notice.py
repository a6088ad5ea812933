"""The words that say that the roles of a site are examples."""

from __future__ import annotations

from rolebook.model.site_config import SiteSettings


def example_notice(site: SiteSettings) -> str:
    """Give the words that say that the roles are examples; empty where they are not."""
    notice = site.example_notice
    return notice.text.plain if notice and notice.shown else ""
