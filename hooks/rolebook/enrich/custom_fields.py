"""The fields of the employer's own, as a role states them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rolebook.base.document_tree import Fact
from rolebook.model.content import Content
from rolebook.model.role import Role
from rolebook.model.site_config import CustomField

#: What the key of each such fact begins with.
KEY = "custom_"


@dataclass(frozen=True)
class CustomValue:
    """One field with what a role states; both texts are empty if it states nothing.

    ``typed`` is for programs, ``words`` for people.
    """

    id: str
    field: CustomField
    typed: str = ""
    words: str = ""

    @property
    def is_shown(self) -> bool:
        """Whether pages and documents show it."""
        return bool(self.words) and self.field.shown != "data"

    @property
    def fact(self) -> Fact:
        """The field among the facts of the role."""
        return Fact(f"{KEY}{self.id}", self.field.label, self.words)


def custom_values(role: Role, content: Content) -> tuple[CustomValue, ...]:
    """Give every field of the employer's own, in the order of their file."""
    return tuple(_values(role, content))


def _values(role: Role, content: Content) -> Iterator[CustomValue]:
    for id_, field in content.custom_fields.items():
        typed = role.custom_fields.get(id_, "")
        yield CustomValue(id_, field, typed, field.words(typed, content.words) if typed else "")


def shown_facts(values: Iterable[CustomValue]) -> tuple[Fact, ...]:
    """Give the facts that pages and documents show."""
    return tuple(value.fact for value in values if value.is_shown)
