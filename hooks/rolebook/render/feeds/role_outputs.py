"""What is rendered from one role alone: its own files, and its part of files about all roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from rolebook.enrich.role_view import RoleView
from rolebook.enrich.site.listing import LIBRARY, VACANCIES, library_entry, vacancy_entries
from rolebook.enrich.site.similar import TRAITS, traits_of
from rolebook.render.search.role_words import RoleWords, role_words
from rolebook.render.web.compare_data import compare_file
from rolebook.render.web.publisher import Publisher

from .calendar import CLOSING, closing_events, dates_file
from .feed_entries import FEED, entries_of
from .jobs_xml import JOBS, jobs_of
from .role_data import RECORD, role_file, role_record
from .role_table import ROW, table_row

#: Name under which what the search knows of a role is kept.
WORDS = "words"
#: Files about one role alone, by their names in the folder of its page.
FILES = ("role.json", "compare.json", "search.json", "dates.ics")


@dataclass(frozen=True)
class RoleOutputs:
    """``small`` is asked for by most builds, ``large`` by few; ``files`` are whole."""

    small: Mapping[str, Any]
    large: Mapping[str, Any]
    files: Mapping[str, bytes]


def words_of(view: RoleView) -> RoleWords:
    """Give what the search knows of a role, without the texts that stand in a file of its own."""
    return view.own(WORDS, lambda view: replace(role_words(view), parts=()))


def role_outputs(view: RoleView, publisher: Publisher) -> RoleOutputs:
    """Render everything that follows from a role alone, but for its page and its documents."""
    words = role_words(view)
    small: dict[str, Any] = {
        VACANCIES: vacancy_entries(view),
        TRAITS: traits_of(view),
        RECORD: role_record(view, publisher),
        ROW: table_row(view, publisher),
        CLOSING: closing_events(view, publisher) if view.is_open else (),
        JOBS: jobs_of(view, publisher) if view.is_open else b"",
        FEED: entries_of(view, publisher) if publisher.address else (),
    }
    if not view.is_open:
        small[LIBRARY] = library_entry(view)
    files = {
        "role.json": role_file(view, publisher),
        "compare.json": compare_file(view),
        "search.json": words.text,
        "dates.ics": dates_file(view, publisher),
    }
    there = {name: data for name, data in files.items() if data is not None}
    return RoleOutputs(small, {WORDS: replace(words, parts=())}, there)
