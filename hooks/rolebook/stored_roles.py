"""Roles as they are kept from build to build: what was worked out from each role alone.

A kept role is one entry of the cache: first what lists and comparisons of all roles need of it,
then its view in whole, then pieces that only some outputs ask for. So a build with thousands of
roles holds little of each, and reads the rest where it is wanted.
"""

from __future__ import annotations

import datetime as dt
import json
import pickle
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from rolebook.cache import Cache
from rolebook.check.vacancies import StatedReference
from rolebook.enrich.role_view import RoleView
from rolebook.model.content import Content
from rolebook.model.role import Role
from rolebook.model.vacancy import Vacancy
from rolebook.render.page import Slice

T = TypeVar("T")

#: Fields of a view that take much room and that few outputs of all roles ask for.
_LONG = ("role", "glance", "facts", "sections", "vacancies")
#: Fields that are looked up in the content that all roles share.
_SHARED = ("organisation", "logo", "locations")
_SHORT = tuple(field.name for field in fields(RoleView) if field.name not in (*_LONG, *_SHARED))


class StoredRole(RoleView):
    """A role that was worked out before; its long parts are read when something asks for them."""

    key: str
    """The hash of everything that it was worked out from"""
    references: tuple[StatedReference, ...]
    stated_vacancies: tuple[Vacancy, ...]
    """All vacancies of its file, those that nobody may see yet among them"""
    _content: Content
    _open: tuple[Vacancy, ...]
    _place_ids: tuple[str, ...]
    _job_family: str
    _pieces: Mapping[str, Slice]
    _small: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        """Read what is not at hand. Called only for attributes that the object does not have."""
        if name in _LONG:
            return getattr(self.whole, name)
        raise AttributeError(name)

    @property
    def whole(self) -> RoleView:
        """The view with all its parts."""
        return _whole(self._pieces["view"], self._content)

    @property
    def stated_role(self) -> Role:
        """The role as its file states it, whatever a vacancy changes."""
        role: Role = pickle.loads(self._pieces["stated"].read())  # noqa: S301 - our own
        return role

    @property
    def open_vacancies(self) -> tuple[Vacancy, ...]:
        """The vacancies that are open, as they stand in the file."""
        return self._open

    @property
    def place_ids(self) -> tuple[str, ...]:
        """The ids of its places of work."""
        return self._place_ids

    @property
    def job_family(self) -> str:
        """The job family that it states, or nothing."""
        return self._job_family

    def own(self, name: str, make: Callable[[RoleView], T]) -> T:
        """Give what was worked out from this role alone, or work it out."""
        if name in self._small:
            return self._small[name]  # type: ignore[no-any-return]
        piece = self._pieces.get(name)
        if piece is None:
            return make(self.whole)
        return pickle.loads(piece.read())  # type: ignore[no-any-return]  # noqa: S301 - our own

    def file(self, name: str) -> Slice | None:
        """Give where the bytes of a file about this role alone stand."""
        return self._pieces.get(f"file {name}")


#: The views that were asked for last, each with the content that it was put together with.
_recent: dict[Slice, tuple[Content, RoleView]] = {}
_MOST_RECENT = 16


def _whole(piece: Slice, content: Content) -> RoleView:
    held = _recent.get(piece)
    if held is not None and held[0] is content:
        return held[1]
    view: RoleView = pickle.loads(piece.read())  # noqa: S301 - our own
    id_ = view.organisation_id
    view = replace(view, organisation=content.organisations[id_], logo=content.logos.get(id_))
    while len(_recent) >= _MOST_RECENT:
        _recent.pop(next(iter(_recent)), None)
    _recent[piece] = (content, view)
    return view


@dataclass(frozen=True)
class WorkedOut:
    """What was worked out from one role: its view, small pieces, larger ones, and whole files."""

    view: RoleView
    role: Role
    references: tuple[StatedReference, ...]
    small: Mapping[str, Any]
    large: Mapping[str, Any]
    files: Mapping[str, bytes]


def keep(cache: Cache, key: str, made: WorkedOut, now: dt.datetime) -> None:
    """Keep what was worked out from a role; it holds until a moment of a vacancy has passed."""
    view = made.view
    short = {name: getattr(view, name) for name in _SHORT}
    head = (
        short,
        made.references,
        made.role.vacancies,
        view.open_vacancies,
        view.place_ids,
        view.job_family,
        dict(made.small),
    )
    lean = replace(view, organisation=None, logo=None)  # type: ignore[arg-type]
    blobs = {"head": _packed(head), "view": _packed(lean), "stated": _packed(made.role)}
    blobs.update({name: _packed(value) for name, value in made.large.items()})
    blobs.update({f"file {name}": data for name, data in made.files.items()})
    places = [[name, len(data)] for name, data in blobs.items()]
    since, until = _holds(made.role.vacancies, now)
    facts = {"parts": json.dumps(places), "since": since, "until": until}
    if cache.put(key, b"".join(blobs.values()), facts) is None:
        raise OSError("no room is left for what a build keeps while it works")


def kept(cache: Cache, key: str, content: Content, now: dt.datetime) -> StoredRole | None:
    """Give a role that was kept; None where there is none that holds at this moment."""
    entry = cache.get(key)
    if entry is None:
        return None
    moment = now.timestamp()
    try:
        since, until = entry.facts["since"], entry.facts["until"]
        if not (float(since or 0) <= moment < float(until or 1e18)):
            return None
        pieces = {}
        start = 0
        for name, length in json.loads(str(entry.facts["parts"])):
            pieces[name] = Slice(entry.path, start, length)
            start += length
        head = pickle.loads(pieces["head"].read())  # noqa: S301 - our own
    except (KeyError, ValueError, TypeError, pickle.UnpicklingError, EOFError, AttributeError):
        return None
    return _stored(key, head, pieces, content)


def _stored(
    key: str, head: tuple[Any, ...], pieces: Mapping[str, Slice], content: Content
) -> StoredRole:
    short, references, stated, open_, place_ids, family, small = head
    role = object.__new__(StoredRole)
    id_ = short["organisation_id"]
    role.__dict__.update(
        short,
        organisation=content.organisations[id_],
        logo=content.logos.get(id_),
        locations=tuple(content.locations[place] for place in place_ids),
        key=key,
        references=references,
        stated_vacancies=stated,
        _content=content,
        _open=open_,
        _place_ids=place_ids,
        _job_family=family,
        _pieces=pieces,
        _small=small,
    )
    return role


def _holds(vacancies: Iterable[Vacancy], now: dt.datetime) -> tuple[str, str]:
    """Give the last moment before now and the next after it at which what is told may change."""
    moments = [
        value.timestamp()
        for vacancy in vacancies
        for value in dict(vacancy).values()
        if isinstance(value, dt.datetime)
    ]
    here = now.timestamp()
    since = max((moment for moment in moments if moment <= here), default=None)
    until = min((moment for moment in moments if moment > here), default=None)
    return str(since or ""), str(until or "")


def _packed(value: Any) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
