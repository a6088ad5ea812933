"""Places of work in words, with the postal address as far as it is known."""

from __future__ import annotations

from rolebook.document import Block, List, paragraph
from rolebook.model.content import Content
from rolebook.model.place import Place
from rolebook.model.site import Location
from rolebook.suggest import and_list


def postal_address(location: Location) -> str:
    """Write the address in a line, leaving out what the name of the place says already."""
    if location.address is None:
        return ""
    address = location.address
    parts = [*address.lines, address.town, address.county, address.postcode]
    return ", ".join(part for part in parts if part and part != location.name)


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
    return place.reach or "Not stated"


def place_details(location: Location) -> tuple[Block, ...]:
    """Give the address and what else is to be said of a place, below its name."""
    lines = [line for line in (postal_address(location), location.detail) if line]
    return tuple(paragraph(line) for line in lines)


def place_list(places: tuple[str, ...], content: Content) -> tuple[Block, ...]:
    """List places with their addresses; empty where the names say it all."""
    locations = [content.locations[place] for place in places]
    if not any(location.address and location.address.lines for location in locations):
        return ()
    items = []
    for location in locations:
        words = [location.name, postal_address(location), location.detail or ""]
        items.append((paragraph(", ".join(word for word in words if word)),))
    return (List(tuple(items)),)
