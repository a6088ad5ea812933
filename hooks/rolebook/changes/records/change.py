"""What a change is: where it is, what kind it is, and the sentence that tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Kind = Literal["added", "removed", "changed", "reworded", "moved", "raised", "lowered"]


@dataclass(frozen=True)
class Change:
    """One thing that differs.

    ``field`` is the place in the file, with the items of a list by their identity:
    ``vacancies[CL-2027].closes``. ``sentence`` begins with a small letter, since it may stand
    after the title of a role. ``vacancy`` is the reference of the vacancy that it is about.
    ``internal`` changes concern the people who edit the file, and are never published.
    """

    field: str
    kind: Kind
    sentence: str
    old: str = ""
    new: str = ""
    vacancy: str = ""
    internal: bool = False


@dataclass(frozen=True)
class RoleChanges:
    """What differs in one role; ``was`` is its former id where its file was renamed."""

    id: str
    title: str
    file: str
    status: Literal["added", "removed", "changed", "renamed"]
    changes: tuple[Change, ...] = ()
    was: str = ""


@dataclass(frozen=True)
class SharedChanges:
    """What differs in one record of site_config/, with the titles of the roles that use it."""

    file: str
    name: str
    changes: tuple[Change, ...]
    roles: tuple[str, ...] | None = None
    """None for what is not used by one role or another"""


@dataclass(frozen=True)
class Difference:
    """Everything that differs between two states; ``unread`` says what could not be compared."""

    roles: tuple[RoleChanges, ...] = ()
    shared: tuple[SharedChanges, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs as far as it could be read."""
        return not (self.roles or self.shared)


@dataclass(frozen=True)
class Names:
    """What ids stand for: of ``records`` by the name of their file, and of roles by ``titles``."""

    records: Mapping[str, Mapping[str, Any] | None] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)

    def of(self, catalogue: str, id_: str) -> str:
        """Give the name, title or words behind an id, or the id where nothing is known of it."""
        if catalogue == "roles":
            return self.titles.get(id_, id_)
        if catalogue == "duties":
            return self._duty(id_)
        record = (self.records.get(catalogue) or {}).get(id_)
        words = (getattr(record, key, "") for key in ("name", "title", "text"))
        return next((each for each in words if each), id_)

    def _duty(self, id_: str) -> str:
        for duty_set in (self.records.get("general_duties") or {}).values():
            waiting = list(duty_set.duties or ())
            while waiting:
                duty = waiting.pop()
                if duty.id == id_:
                    return str(duty.text.plain)
                waiting.extend(duty.items)
        return id_


@dataclass(frozen=True)
class Context:
    """Where in a file two values are compared, and what leads into each sentence about them."""

    old: Names
    new: Names
    path: str = ""
    lead: str = ""
    vacancy: str = ""
    internal: bool = False

    def inside(self, name: str, lead: str = "", **more: object) -> Context:
        """Give the context one step further in; ``lead`` is added to what leads into a sentence."""
        path = self.field(name)
        return replace(self, path=path, lead=self.lead + lead, **more)  # type: ignore[arg-type]

    def field(self, name: str) -> str:
        """Give the path of a key, or of an item that is written in brackets."""
        if not name or name.startswith("["):
            return self.path + name
        return f"{self.path}.{name}" if self.path else name

    def change(self, name: str, kind: Kind, words: str, old: str = "", new: str = "") -> Change:
        """Build the change of the key ``name`` here."""
        return Change(
            self.field(name), kind, self.lead + words, old, new, self.vacancy, self.internal
        )
