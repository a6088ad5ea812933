"""Roles as they are kept from build to build: what was worked out from each role alone.

A kept role is one entry of the cache with several pieces. A build that finds a role as it was reads
none of them; one that lists roles anew reads what lists need. What only documents and a few
comparisons need of a role is not kept: it is worked out again from its file.
"""

from __future__ import annotations

import datetime as dt
import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, NamedTuple, TypeVar

from rolebook.cache import Cache, CannotKeepError, DamagedError, hash_of
from rolebook.check.rules.vacancies import StatedReference
from rolebook.enrich.role_view import RoleView
from rolebook.model.content import Content
from rolebook.model.role import Role
from rolebook.model.vacancy import Vacancy
from rolebook.pieces import pieces_in, put_pieces
from rolebook.render.web.page import Page

T = TypeVar("T")

#: Fields of a view that take much room and that few outputs of all roles ask for.
_LONG = ("role", "glance", "facts", "sections", "vacancies")
#: Fields that are looked up in the content that all roles share.
_SHARED = ("organisation", "logo", "locations")
#: Fields that every build asks for.
_ALWAYS = ("id", "title", "organisation_id", "content_date", "version", "source")
_CARD = tuple(
    field.name for field in fields(RoleView) if field.name not in (*_LONG, *_SHARED, *_ALWAYS)
)
#: Attributes of a kept role that hold what was read of it.
_READ = ("_pieces", "_card", "_small")
#: Name of the piece that lists and comparisons of all roles need.
CARD = "card"
#: Name of the piece that is the role's page.
_PAGE = "page"
#: Begins the names of the pieces that are whole files.
_FILE = "file "


class Head(NamedTuple):
    """What every build asks of a kept role."""

    always: Mapping[str, Any]
    references: tuple[StatedReference, ...]
    digests: Mapping[str, str]
    """Of each piece: where it is the same, so is what follows from the piece"""
    listed: bool
    """Whether search engines may find its page"""
    has_criteria: bool
    is_judged_by_statement: bool
    past: str
    """The hash of everything that its last change follows from"""
    never_opened: tuple[str, ...]
    """The references of its vacancies that are over and that nobody ever saw"""
    since: float
    until: float
    """Moments, in seconds of Unix, between which all this holds"""


class _Card(NamedTuple):
    fields: Mapping[str, Any]
    open_vacancies: tuple[Vacancy, ...]
    stated_vacancies: tuple[Vacancy, ...]
    place_ids: tuple[str, ...]
    job_family: str


class Reread(NamedTuple):
    """A role as its file states it, and as it was worded from that."""

    role: Role
    view: RoleView


#: Reads a role again, whose file must be as it was.
Rereads = Callable[["StoredRole"], Reread]


class StoredRole(RoleView):
    """A role that was worked out before; its parts are read when something asks for them."""

    key: str
    """The hash of everything that it was worked out from, the time among it"""
    head: Head
    _cache: Cache
    _content: Content
    _rereads: Rereads

    def __getattr__(self, name: str) -> Any:
        """Read what is not at hand. Called only for attributes that the object does not have."""
        if name in _LONG:
            return getattr(self.whole, name)
        if name in _CARD:
            return self._card.fields[name]
        if name in _SHARED:
            value = self._of_all(name)
        elif name == "_pieces":
            value = pieces_in(self._cache, self.key)
        elif name == "_card":
            value = self._load(CARD)
        elif name == "_small":
            value = self._load("small")
        else:
            raise AttributeError(name)
        self.__dict__[name] = value
        return value

    def _of_all(self, name: str) -> Any:
        if name == "organisation":
            return self._content.organisations[self.organisation_id]
        if name == "logo":
            return self._content.logos.get(self.organisation_id)
        return tuple(self._content.locations[place] for place in self.place_ids)

    def _load(self, name: str) -> Any:
        return pickle.loads(self._pieces[name].read())  # noqa: S301 - our own

    @property
    def whole(self) -> RoleView:
        """The view with all its parts, worked out from the file.

        Raises:
            DamagedError: when the file is not as it was.
        """
        return self._reread.view

    @property
    def stated_role(self) -> Role:
        """The role as its file states it, whatever a vacancy changes.

        Raises:
            DamagedError: when the file is not as it was.
        """
        return self._reread.role

    @property
    def _reread(self) -> Reread:
        held = _recent.get(self.key)
        if held is not None and held[0] is self._content:
            return held[1]
        found = self._rereads(self)
        remember(self.key, self._content, found)
        return found

    @property
    def is_judged_by_statement(self) -> bool:
        """Whether a criterion is assessed by application."""
        return self.head.is_judged_by_statement

    @property
    def page(self) -> Page:
        """Its page, with slots for what the page tells of more than the role."""
        page: Page = self._load(_PAGE)
        return page

    @property
    def stated_vacancies(self) -> tuple[Vacancy, ...]:
        """All vacancies of its file, those that nobody may see yet among them."""
        return self._card.stated_vacancies  # type: ignore[no-any-return]

    @property
    def open_vacancies(self) -> tuple[Vacancy, ...]:
        """The vacancies that are open, the first to close first."""
        return self._card.open_vacancies  # type: ignore[no-any-return]

    @property
    def place_ids(self) -> tuple[str, ...]:
        """The ids of its places of work."""
        return self._card.place_ids  # type: ignore[no-any-return]

    @property
    def job_family(self) -> str:
        """The job family that it states, or nothing."""
        return self._card.job_family  # type: ignore[no-any-return]

    def own(self, name: str, make: Callable[[RoleView], T]) -> T:
        """Give what was worked out from this role alone, or work it out."""
        if name in self._pieces:
            return self._load(name)  # type: ignore[no-any-return]
        if name in self._small:
            return pickle.loads(self._small[name])  # type: ignore[no-any-return] # noqa: S301
        return make(self.whole)

    def file(self, name: str) -> bytes:
        """Give the bytes of a file about this role alone."""
        data: bytes = self._pieces[_FILE + name].read()
        return data

    def as_kept(self, key: str) -> StoredRole:
        """Give the role as it was kept under another key.

        Raises:
            DamagedError: when it is not there any more.
        """
        return role_kept(self._cache, key, self._content, self._rereads)

    def let_go(self) -> None:
        """Let go of what was read of it, which can be read again."""
        for name in _READ:
            self.__dict__.pop(name, None)

    def has_file(self, name: str) -> bool:
        """Whether there is such a file."""
        return _FILE + name in self.head.digests


#: Roles that were worked out last, each with the content that it was worded with.
_recent: dict[str, tuple[Content, Reread]] = {}
_MOST_RECENT = 16


def remember(key: str, content: Content, read: Reread) -> None:
    """Hold what was worked out from a role, for what this process makes of it next."""
    while len(_recent) >= _MOST_RECENT:
        _recent.pop(next(iter(_recent)), None)
    _recent[key] = (content, read)


@dataclass(frozen=True)
class WorkedOut:
    """What was worked out from one role: its view, small pieces, larger ones, and whole files.

    ``page`` is its page, with slots; ``turning`` are the moments from which it may be another;
    ``past`` and ``never_opened`` are as in its head.
    """

    view: RoleView
    role: Role
    page: Page
    references: tuple[StatedReference, ...]
    turning: frozenset[dt.datetime]
    past: str
    never_opened: tuple[str, ...]
    small: Mapping[str, Any]
    large: Mapping[str, Any]
    files: Mapping[str, bytes]


def keep(cache: Cache, place: str, made: WorkedOut, now: dt.datetime) -> Head:
    """Keep what was worked out from a role; it holds until the next moment that may change it.

    Each version has a key of its own, and ``place`` refers to the newest: so of builds at once for
    several moments, none reads what another has put in place of its own.

    Raises:
        OSError: when the disk takes no more.
    """
    view = made.view
    card = _Card(
        {name: getattr(view, name) for name in _CARD},
        view.open_vacancies,
        made.role.vacancies,
        view.place_ids,
        view.job_family,
    )
    small = {name: _packed(value) for name, value in made.small.items()}
    pieces = {
        CARD: _packed(card),
        "small": _packed(small),
        **{name: _packed(value) for name, value in made.large.items()},
        **{_FILE + name: data for name, data in made.files.items()},
    }
    digests = {name: hash_of(data)[:16] for name, data in (*small.items(), *pieces.items())}
    pieces[_PAGE] = _packed(made.page)
    always = {name: getattr(view, name) for name in _ALWAYS}
    holds = _holds(made.turning, now)
    head = Head(
        always,
        made.references,
        digests,
        made.page.listed,
        bool(view.criteria),
        view.is_judged_by_statement,
        made.past,
        made.never_opened,
        *holds,
    )
    pieces["head"] = _packed(head)
    key = version_key(place, head)
    kept = put_pieces(cache, key, pieces)
    if kept and key != place:
        kept = cache.put(place, b"", {"version": key})
    if kept is None:
        why = cache.refusal
        assert why is not None, "it says why nothing was kept"
        raise CannotKeepError(why.errno, why.strerror, why.filename)
    return head


def version_key(place: str, head: Head) -> str:
    """Give the key of a role as it is for a time; of one that never changes, that is its place."""
    if (head.since, head.until) == (float("-inf"), float("inf")):
        return place
    return hash_of(place, str(head.since), str(head.until))


def kept_head(cache: Cache, key: str) -> Head | None:
    """Give the head of a role that was kept, or None."""
    try:
        head: Head = pickle.loads(pieces_in(cache, key)["head"].read())  # noqa: S301 - our own
    except (DamagedError, KeyError, pickle.UnpicklingError, EOFError, AttributeError):
        return None
    return head


def stored_role(
    cache: Cache, key: str, head: Head, content: Content, rereads: Rereads
) -> StoredRole:
    """Give a role that was kept, by its head; ``rereads`` works out again what was not."""
    role = object.__new__(StoredRole)
    role.__dict__.update(
        head.always, key=key, head=head, _cache=cache, _content=content, _rereads=rereads
    )
    return role


def role_kept(cache: Cache, key: str, content: Content, rereads: Rereads) -> StoredRole:
    """Give a role that was kept, by its key.

    Raises:
        DamagedError: when it is not there any more.
    """
    head = kept_head(cache, key)
    if head is None:
        raise DamagedError(key)
    return stored_role(cache, key, head, content, rereads)


def digest_of(roles: Sequence[StoredRole], *names: str) -> str:
    """Give the hash of some pieces of all roles, in their order, and of what heads always hold.

    The day and the version of a change are not in it: they alone make no list different.
    """
    found = (role.head.digests.get(name, "") for role in roles for name in names)
    named = (f"{role.id}\t{role.organisation_id}\t{role.title}" for role in roles)
    return hash_of("\n".join(found), "\n".join(named))


def _holds(turning: Iterable[dt.datetime], now: dt.datetime) -> tuple[float, float]:
    """Give the last moment before now and the next after it at which what is told may change."""
    moments = [moment.timestamp() for moment in turning]
    here = now.timestamp()
    since = max((moment for moment in moments if moment <= here), default=float("-inf"))
    until = min((moment for moment in moments if moment > here), default=float("inf"))
    return since, until


def _packed(value: Any) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
