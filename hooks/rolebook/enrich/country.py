"""In which country a place is, as far as its file says; nothing is taken for granted."""

from __future__ import annotations

from collections.abc import Sequence

from rolebook.model.role import Role
from rolebook.model.site_config import Location

#: The regions of the United Kingdom (Office for National Statistics, International Territorial
#: Levels), and its countries.
REGIONS = (
    "East Midlands",
    "East of England",
    "London",
    "North East",
    "North West",
    "South East",
    "South West",
    "West Midlands",
    "Yorkshire and the Humber",
    "England",
    "Northern Ireland",
    "Scotland",
    "Wales",
)
_REGIONS = frozenset(region.casefold() for region in REGIONS)

#: The United Kingdom, as ISO 3166 has it.
UNITED_KINGDOM = "GB"


def country_of(location: Location) -> str:
    """Give the code of the country of a place; empty where neither postcode nor region says it.

    Every postcode is one of the United Kingdom (model/values/words.py, read_postcode).
    """
    postcode = location.address.postcode if location.address else None
    region = (location.region or "").casefold()
    return UNITED_KINGDOM if postcode or region in _REGIONS else ""


def posted_places(locations: Sequence[Location]) -> tuple[Location, ...]:
    """Give the places that job boards are told: those with a country, if any has one.

    Google refuses a posting for one place without a country, whatever is known of the others.
    """
    return tuple(location for location in locations if country_of(location)) or tuple(locations)


def country_of_post(role: Role, locations: Sequence[Location]) -> str:
    """Give the code of the country of a post; without a place, proof of the right to work tells."""
    if locations:
        return country_of(posted_places(locations)[0])
    return UNITED_KINGDOM if role.checks and role.checks.right_to_work else ""
