"""The rules of advice: what each says, why and on whose word, and the register that holds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from rolebook.read.source_file import Path

from .library import Library, OrganisationEntry, RoleFile

Group = Literal[
    "Pay",
    "Fairness",
    "Safer recruitment",
    "Clarity",
    "Consistency",
    "Privacy",
    "Placeholders",
    "Old names",
    "Waivers",
]


@dataclass(frozen=True)
class Rule:
    """One rule of advice.

    ``level`` is warning where a law or a promise of the employer is at stake, else note. ``link``
    is where the source can be read, where it is on the web.
    """

    id: str
    group: Group
    says: str
    why: str
    source: str
    link: str = ""
    level: Literal["warning", "note"] = "note"
    waivable: bool = True


class Found(NamedTuple):
    """What a rule found at one place of a file.

    ``quote`` are the words that the message is about, where it is about some words of a text, and
    ``occurrence`` tells which of several equal ones, from 0.
    """

    path: Path
    message: str
    quote: str = ""
    occurrence: int = 0


class Register:
    """Every rule, with the function that finds what it is about."""

    def __init__(self) -> None:
        self.roles: list[tuple[Rule, Callable[[RoleFile], Iterator[Found]]]] = []
        self.organisations: list[tuple[Rule, Callable[[OrganisationEntry], Iterator[Found]]]] = []
        self.library: list[tuple[Rule, Callable[[Library], Iterator[tuple[str, Found]]]]] = []
        self.others: list[Rule] = []

    def all(self) -> list[Rule]:
        """List every rule, in the order of its group and id."""
        held = (*self.roles, *self.organisations, *self.library)
        order = list(Group.__args__)  # type: ignore[attr-defined]
        rules = [rule for rule, _ in held] + self.others
        return sorted(rules, key=lambda rule: (order.index(rule.group), rule.id))


REGISTER = Register()


def role_rule(
    rule: Rule,
) -> Callable[[Callable[[RoleFile], Iterator[Found]]], Callable[[RoleFile], Iterator[Found]]]:
    """Register a function that looks at one role."""

    def register(
        find: Callable[[RoleFile], Iterator[Found]],
    ) -> Callable[[RoleFile], Iterator[Found]]:
        REGISTER.roles.append((rule, find))
        return find

    return register


def organisation_rule(
    rule: Rule,
) -> Callable[
    [Callable[[OrganisationEntry], Iterator[Found]]], Callable[[OrganisationEntry], Iterator[Found]]
]:
    """Register a function that looks at one organisation, once for all of its roles."""

    def register(
        find: Callable[[OrganisationEntry], Iterator[Found]],
    ) -> Callable[[OrganisationEntry], Iterator[Found]]:
        REGISTER.organisations.append((rule, find))
        return find

    return register


def library_rule(
    rule: Rule,
) -> Callable[
    [Callable[[Library], Iterator[tuple[str, Found]]]],
    Callable[[Library], Iterator[tuple[str, Found]]],
]:
    """Register a function that looks at all roles beside one another.

    It gives what it finds together with the name of the file.
    """

    def register(
        find: Callable[[Library], Iterator[tuple[str, Found]]],
    ) -> Callable[[Library], Iterator[tuple[str, Found]]]:
        REGISTER.library.append((rule, find))
        return find

    return register
