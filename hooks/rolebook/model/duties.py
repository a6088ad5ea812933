"""What the role-holder does."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, model_validator

from rolebook.base.prose import LIST_LEVELS
from rolebook.model.values.fields import Id, Prose, Record, Text, YesNo, refuse_field

from .references import DutyId, DutySetId


def text_alone(value: Any) -> Any:
    """Let an item that has nothing but text be written as that text."""
    return {"text": value} if isinstance(value, str) else value


def _refuse_deep(duty: Duty | StandardDuty) -> None:
    """Refuse a duty whose parts have parts too many times for a list on paper."""
    level: list[tuple[tuple[str | int, ...], Any]] = [((), duty)]
    for _ in range(LIST_LEVELS):
        level = [
            ((*path, "items", number), part)
            for path, whole in level
            for number, part in enumerate(whole.items)
        ]
    if level:
        message = (
            f"has parts more than {LIST_LEVELS} levels inside one another; begin them further out"
        )
        raise refuse_field(duty, level[0][0][:-1], message)


class Duty(Record):
    """One thing to do, with its parts."""

    text: Prose
    """The duty in a sentence"""
    items: tuple[DutyItem, ...] = ()
    """Its parts"""
    style: Literal["bulleted", "numbered"] = "bulleted"
    """How its parts are listed"""
    occasional: YesNo = False
    """yes, where the role-holder only may be asked to do it"""

    @model_validator(mode="after")
    def _not_too_deep(self) -> Self:
        _refuse_deep(self)
        return self


DutyItem = Annotated[Duty, BeforeValidator(text_alone, json_schema_input_type=str | dict[str, Any])]


class DutySection(Record):
    """Duties under one title."""

    title: Text
    """Title of the section"""
    introduction: Prose | None = None
    """Words before the list"""
    duties: tuple[DutyItem, ...]
    """The duties"""
    style: Literal["bulleted", "numbered"] = "bulleted"
    """How they are listed"""
    occasional: YesNo = False
    """yes, where the role-holder only may be asked to do them"""


class GeneralDutyAddition(Record):
    """A duty that this role has beyond the standard set."""

    text: Prose
    """The duty in a sentence"""
    under: DutyId | None = None
    """Id of the standard duty that it is a part of; left out, it stands at the end"""


AdditionItem = Annotated[
    GeneralDutyAddition, BeforeValidator(text_alone, json_schema_input_type=str | dict[str, Any])
]


class GeneralDuties(Record):
    """A standard set of duties, with what differs for this role."""

    set: DutySetId
    """Id of the set in site_config/general_duties.yaml"""
    exceptions: tuple[DutyId, ...] = ()
    """Ids of standard duties that this role does not have"""
    additions: tuple[AdditionItem, ...] = ()
    """Duties that this role has beyond the set"""


class Duties(Record):
    """General and specific duties."""

    general: GeneralDuties | None = None
    """Duties shared with other roles"""
    introduction: Prose | None = None
    """Words before the specific duties"""
    sections: tuple[DutySection, ...] = ()
    """Duties of this role"""


class StandardDuty(Record):
    """A duty of a standard set, known by its id."""

    id: Id
    """Id by which a role takes it out or adds to it"""
    text: Prose
    """The duty in a sentence"""
    items: tuple[StandardDuty, ...] = ()
    """Its parts"""

    @model_validator(mode="after")
    def _not_too_deep(self) -> Self:
        _refuse_deep(self)
        return self


class DutySet(Record):
    """Duties that many roles share."""

    title: Text
    """Whom the duties are for"""
    introduction: Prose | None = None
    """Words before the list"""
    duties: tuple[StandardDuty, ...]
    """The duties"""
