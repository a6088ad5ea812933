"""Places of work in words, with the postal address as far as it is known."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.base.document_tree import Block, Fact, paragraph
from rolebook.base.money import number
from rolebook.base.prose import Prose
from rolebook.base.suggestions import and_list
from rolebook.model.content import Content
from rolebook.model.place import Place
from rolebook.model.site_config import Location

WORKPLACE_NAMES = {"on-site": "On site", "hybrid": "Hybrid", "remote": "Remote"}
_DRIVING_NAMES = {
    "not-needed": "No licence needed",
    "licence": "Driving licence needed",
    "licence-and-car": "Driving licence and car needed",
}


def postal_address(location: Location) -> str:
    """Write the address in a line, leaving out what the name of the place says already."""
    if location.address is None:
        return ""
    address = location.address
    parts = [*address.lines, address.town, address.county, address.postcode]
    return ", ".join(part for part in parts if part and part != location.name)


def place_ids(place: Place | None) -> tuple[str, ...]:
    """Give the id of the base, then those of the other places of work, each once."""
    if place is None:
        return ()
    return tuple(dict.fromkeys(id_ for id_ in (place.base, *place.other_places) if id_))


def locations_of(place: Place | None, content: Content) -> tuple[Location, ...]:
    """Give the base, then the other places of work, each once."""
    return tuple(content.locations[id_] for id_ in place_ids(place))


def base_in_short(place: Place | None, content: Content) -> str:
    """Word the base for a list; where there is none, the other places."""
    if place is None:
        return "Not stated"
    if place.base:
        name = content.locations[place.base].name
        return name if place.base_confirmed else f"{name} (likely, to be confirmed)"
    if place.other_places:
        names = [content.locations[other].name for other in place.other_places]
        if len(names) > 3:
            return f"{names[0]} and {len(names) - 1} other places"
        return and_list(names)
    return place.area_served or "Not stated"


def has_address(location: Location) -> bool:
    """Whether the address says more than the name: names say the town already, or at least where.

    A county by itself is left to lists and filters.
    """
    address = location.address
    if address is None:
        return False
    if address.lines or address.postcode:
        return True
    return (address.town or "").casefold() not in location.name.casefold()


def place_details(location: Location) -> tuple[Block, ...]:
    """Give the address and what else is to be said of a place, below its name."""
    address = postal_address(location) if has_address(location) else ""
    return tuple(paragraph(line) for line in (address, location.detail) if line)


def _addresses(places: tuple[str, ...], content: Content) -> tuple[Block, ...]:
    """Give the addresses of places whose street is known."""
    lines = []
    for location in (content.locations[place] for place in places):
        details = [postal_address(location)] if has_address(location) else []
        if location.detail:
            details.append(location.detail)
        if details:
            lines.append(f"{location.name}: {'. '.join(details)}")
    return tuple(paragraph(line) for line in lines)


def blocks_of(detail: Prose | None) -> tuple[Block, ...]:
    """Give the blocks of a detail that may be left out."""
    return detail.blocks if detail else ()


def place_facts(place: Place | None, content: Content) -> Iterator[Fact]:
    """Give the facts about where the work is done."""
    if place is None:
        return
    if place.base:
        details = place_details(content.locations[place.base])
        yield Fact("base", "Base", base_in_short(place, content), blocks=details)
    if place.other_places:
        names = [content.locations[other].name for other in place.other_places]
        label = "Other places of work" if place.base else "Places of work"
        details = _addresses(place.other_places, content)
        yield Fact("other_places", label, and_list(names), blocks=details)
    if place.area_served:
        yield Fact("area_served", "Area served", place.area_served)
    if place.workplace:
        words = WORKPLACE_NAMES[place.workplace.type]
        if place.workplace.in_person_share is not None:
            words += f", {number(place.workplace.in_person_share)}% in person"
        yield Fact("workplace", "Workplace", words, blocks=blocks_of(place.workplace.detail))
    if place.travel:
        yield Fact("travel", "Travel", _travel(place), blocks=blocks_of(place.travel.detail))
        if place.travel.any_site is not None:
            words = (
                "May be asked for, within reasonable distance"
                if place.travel.any_site
                else "Not asked for"
            )
            yield Fact("any_site", "Work at other sites", words)
        if place.travel.driving:
            yield Fact("driving", "Driving", _DRIVING_NAMES[place.travel.driving])
    if place.detail:
        yield Fact("place_detail", "About the place", "", blocks=place.detail.blocks)


def _travel(place: Place) -> str:
    assert place.travel is not None
    words = "Needed" if place.travel.required else "Not needed"
    if place.travel.expenses == "paid":
        words += ", expenses paid"
    elif place.travel.expenses == "not-paid":
        words += ", expenses not paid"
    return words
