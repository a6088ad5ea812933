"""Where a role is done: its base, its other places, how much of it is on site, and its travel."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from rolebook.model.values.fields import Percent, Prose, Record, Text, YesNo, refuse_field

from .references import LocationId


class Workplace(Record):
    """How the work is divided between the employer's places and home."""

    type: Literal["on-site", "hybrid", "remote"]
    """on-site, hybrid or remote"""
    in_person_share: Percent | None = None
    """Share of the working time in person, for hybrid work: 80%"""
    detail: Prose | None = None
    """Anything to add in words"""

    @model_validator(mode="after")
    def _share_is_for_hybrid(self) -> Self:
        if self.in_person_share is not None and self.type != "hybrid":
            raise refuse_field(
                self,
                "in_person_share",
                f"goes with hybrid work only, and this role is {self.type}; take it out, "
                "or write type: hybrid",
            )
        return self


class Travel(Record):
    """What travel the role asks for, and who pays."""

    required: YesNo
    """Whether the role-holder must travel"""
    expenses: Literal["paid", "not-paid"] | None = None
    """Whether travel is paid back"""
    any_site: YesNo | None = None
    """Whether the role-holder must be willing to work from any site within reasonable distance"""
    driving: Literal["not-needed", "licence", "licence-and-car"] | None = None
    """Whether a driving licence or a car is needed"""
    detail: Prose | None = None
    """The rules in words"""


class Place(Record):
    """Where the role is done."""

    base: LocationId | None = None
    """Id of the location in site_config/locations.yaml that is the base"""
    base_confirmed: YesNo = True
    """no, while the base is only likely and will be confirmed on appointment"""
    other_places: tuple[LocationId, ...] = ()
    """Ids of the other locations where the role may be done"""
    area_served: Text | None = None
    """The area that the role serves, in words"""
    workplace: Workplace | None = None
    """on site, hybrid or remote"""
    travel: Travel | None = None
    """Travel asked for"""
    detail: Prose | None = None
    """Anything to add in words"""

    @model_validator(mode="after")
    def _unconfirmed_base_is_named(self) -> Self:
        if not self.base_confirmed and self.base is None:
            raise refuse_field(
                self,
                "base_confirmed",
                'goes with a base, and none is given; add "base:" and the id of the likely '
                "location, or take this line out",
            )
        return self
