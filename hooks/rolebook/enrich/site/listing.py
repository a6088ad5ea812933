"""Lists of vacancies and of roles, in order and with what the filters need to know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rolebook.base.dates import LONDON
from rolebook.base.words import Words
from rolebook.enrich.pay.figures import PayFigures, pay_in_order
from rolebook.enrich.role_view import RoleView
from rolebook.enrich.vacancy_view import VacancyView
from rolebook.model.vacancy import Vacancy

from .choices import ChosenBy, Filter, choices_of, filters_of


@dataclass(frozen=True)
class Entry:
    """One line of a list: a vacancy, or a role without one.

    ``address`` is relative to the site. ``ended`` says how a role's last vacancy ended.
    ``chosen_by`` holds the choices that it has, by the key of their filter.
    """

    address: str
    title: str
    organisation: str
    department: str
    place: str
    pay: PayFigures
    pay_for_these_hours: str
    """Pay worked out for the hours of the post, where it differs from full-time pay"""
    hours: str
    contract: str
    closing: str
    ended: str
    chosen_by: ChosenBy
    vacancy: Vacancy | None = None
    example: bool = False
    numbers: tuple[int, ...] = ()
    """Its choices by their place among all that the list offers"""

    @property
    def pay_in_order(self) -> int | None:
        """The least that a full-time year pays, in whole pounds; None where it is not known."""
        pay = pay_in_order(self.pay)
        return None if pay is None else int(pay)

    @property
    def closes(self) -> str:
        """The moment of closing in London with its offset; empty where there is none."""
        closes = self.vacancy.closes if self.vacancy else None
        return closes.astimezone(LONDON).isoformat(timespec="minutes") if closes else ""

    @property
    def opened(self) -> str:
        """The day from which the vacancy is shown; empty where the file does not say."""
        opens = self.vacancy.opens if self.vacancy else None
        return opens.astimezone(LONDON).date().isoformat() if opens else ""


@dataclass(frozen=True)
class Listing:
    """Entries in their order, and the filters that tell some of them from others.

    ``pay_steps`` are amounts of pounds a year of which one can be asked for as the least.
    """

    entries: tuple[Entry, ...]
    filters: tuple[Filter, ...] = ()
    pay_steps: tuple[int, ...] = ()

    @property
    def any_closing(self) -> bool:
        """Whether some close and at different moments, so that the soonest can be asked for."""
        return len({entry.closes for entry in self.entries}) > 1

    @property
    def sorts(self) -> tuple[str, ...]:
        """The orders that can differ, by their key in the address; first that of ``entries``."""
        # Where no two close at different moments, the title alone has put them in order.
        found = ["closing" if self.any_closing else "title"]
        if len({entry.opened for entry in self.entries}) > 1:
            found.append("newest")
        if self.pay_steps:
            found.append("pay")
        return tuple(dict.fromkeys([*found, "title"]))


def vacancy_listing(entries: Iterable[Entry], words: Words) -> Listing:
    """List open vacancies: the soonest to close first, those without a closing date last."""
    return _listing(sorted(entries, key=_by_closing), words)


def role_listing(entries: Iterable[Entry], words: Words) -> Listing:
    """List roles without an open vacancy, by title."""
    in_order = sorted(entries, key=lambda entry: (entry.title.casefold(), entry.address))
    return _listing(in_order, words)


def _by_closing(entry: Entry) -> tuple[object, ...]:
    # The title decides between equals, then the address, which no two have in common.
    return (entry.closes == "", entry.closes, entry.title.casefold(), entry.address)


def vacancy_entries(view: RoleView) -> tuple[Entry, ...]:
    """Give an entry for each open vacancy of a role."""
    entries = []
    for own in view.vacancies:
        anchor = f"#{own.anchor}" if len(view.vacancies) > 1 else ""
        entry = _entry(view, own, f"roles/{view.id}/{anchor}")
        entries.append(replace(entry, vacancy=own.vacancy, example=own.vacancy.example))
    return tuple(entries)


def library_entry(view: RoleView) -> Entry:
    """Give the entry of a role in the library."""
    return _entry(view, view, f"roles/{view.id}/")


def _entry(view: RoleView, shown: RoleView | VacancyView, address: str) -> Entry:
    """Give an entry for a role, told as it is or as a vacancy advertises it."""
    return Entry(
        address=address,
        title=view.title,
        organisation=view.organisation.name,
        department=view.department,
        place=shown.base,
        pay=shown.pay,
        pay_for_these_hours=_for_these_hours(shown.pay, view.words),
        hours=shown.hours,
        contract=shown.contract,
        closing=shown.closing,
        ended=view.ended,
        chosen_by=choices_of(view, shown),
    )


def _for_these_hours(pay: PayFigures, words: Words) -> str:
    if pay.actual is None:
        return ""
    return words("listing.for_these_hours", amount=pay.actual.range.in_words(words))


def _listing(entries: Sequence[Entry], words: Words) -> Listing:
    filters = tuple(filters_of([entry.chosen_by for entry in entries], words))
    offered = [(filter_.key, choice.id) for filter_ in filters for choice in filter_.choices]
    number = {key_and_id: at for at, key_and_id in enumerate(offered)}
    numbered = tuple(
        replace(entry, numbers=tuple(sorted(_numbers(entry, number)))) for entry in entries
    )
    return Listing(numbered, filters, _pay_steps(entries))


def _numbers(entry: Entry, number: Mapping[tuple[str, str], int]) -> Iterator[int]:
    for key, choices in entry.chosen_by.items():
        for choice in choices:
            if (key, choice.id) in number:
                yield number[key, choice.id]


#: Pounds between amounts that can be asked for; above the limit, steps are twice as long.
_STEP, _LIMIT = 5_000, 60_000


def _pay_steps(entries: Iterable[Entry]) -> tuple[int, ...]:
    """Give the round amounts that part entries with less from those with more."""
    known = {entry.pay_in_order for entry in entries} - {None}
    pays = [pay for pay in known if pay is not None]
    if len(pays) < 2:
        return ()
    steps = [*range(_STEP, _LIMIT, _STEP), *range(_LIMIT, max(pays) + 1, 2 * _STEP)]
    return tuple(step for step in steps if min(pays) < step <= max(pays))
