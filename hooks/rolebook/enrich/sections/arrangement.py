"""In which order an employer shows the sections of its roles, and which it does not show."""

from __future__ import annotations

from collections.abc import Iterable

from rolebook.base.document_tree import Section
from rolebook.model.site_config import EXTRA_SECTIONS, SiteSettings

#: What the id of each section of the employer's own begins with.
EXTRA = "extra-"


def arranged(sections: Iterable[Section], site: SiteSettings) -> list[Section]:
    """Give the sections that a site shows: first those that it puts in order, then the others."""
    shown = [one for one in sections if _name(one) not in site.hidden_sections]
    places: dict[str, int] = {name: place for place, name in enumerate(site.section_order)}
    return sorted(shown, key=lambda one: places.get(_name(one), len(places)))


def _name(section: Section) -> str:
    """Give the name by which settings mean a section: all of the employer's own have one."""
    return EXTRA_SECTIONS if section.id.startswith(EXTRA) else section.id
