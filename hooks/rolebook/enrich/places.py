"""Places of work in words, with the postal address as far as it is known."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.base.document_tree import Block, Fact, paragraph
from rolebook.base.money import number
from rolebook.base.prose import Prose
from rolebook.base.words import Words
from rolebook.model.content import Content
from rolebook.model.place import Place, Travel
from rolebook.model.site_config import Location


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
    words = content.words
    if place is None:
        return words("values.not_stated")
    if place.base:
        name = content.locations[place.base].name
        return name if place.base_confirmed else words("places.likely", place=name)
    if place.other_places:
        names = [content.locations[other].name for other in place.other_places]
        if len(names) > 3:
            return words("places.first_and_others", place=names[0], count=len(names) - 1)
        return words.all_of(names)
    return place.area_served or words("values.not_stated")


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
            text = ". ".join(details)
            lines.append(content.words("lists.labelled", label=location.name, text=text))
    return tuple(paragraph(line) for line in lines)


def blocks_of(detail: Prose | None) -> tuple[Block, ...]:
    """Give the blocks of a detail that may be left out."""
    return detail.blocks if detail else ()


def place_facts(place: Place | None, content: Content) -> Iterator[Fact]:
    """Give the facts about where the work is done."""
    if place is None:
        return
    words = content.words
    if place.base:
        details = place_details(content.locations[place.base])
        yield Fact("base", words("facts.base"), base_in_short(place, content), blocks=details)
    if place.other_places:
        names = [content.locations[other].name for other in place.other_places]
        label = words("facts.other_places" if place.base else "facts.places")
        details = _addresses(place.other_places, content)
        yield Fact("other_places", label, words.all_of(names), blocks=details)
    if place.area_served:
        yield Fact("area_served", words("facts.area_served"), place.area_served)
    if place.workplace:
        told = words(f"workplaces.{place.workplace.type}")
        if place.workplace.in_person_share is not None:
            share = number(place.workplace.in_person_share)
            told = words("places.in_person_share", workplace=told, share=share)
        detail = blocks_of(place.workplace.detail)
        yield Fact("workplace", words("facts.workplace"), told, blocks=detail)
    if place.travel:
        yield from _travel_facts(place.travel, words)
    if place.detail:
        yield Fact("place_detail", words("facts.place_detail"), "", blocks=place.detail.blocks)


def _travel_facts(travel: Travel, words: Words) -> Iterator[Fact]:
    needed = "needed" if travel.required else "not_needed"
    expenses = {"paid": "_and_paid", "not-paid": "_and_not_paid"}.get(travel.expenses or "", "")
    told = words(f"travel.{needed}{expenses}")
    yield Fact("travel", words("facts.travel"), told, blocks=blocks_of(travel.detail))
    if travel.any_site is not None:
        told = words("facts.any_site_yes" if travel.any_site else "facts.any_site_no")
        yield Fact("any_site", words("facts.any_site"), told)
    if travel.driving:
        yield Fact("driving", words("facts.driving"), words(f"driving.{travel.driving}"))
