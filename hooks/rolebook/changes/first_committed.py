"""When closing dates that have passed were first committed, as git knows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from rolebook.changes.file_versions import past_of
from rolebook.model.content import Content
from rolebook.model.vacancy import Vacancy

_LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)


def closing_dates_committed(
    root: Path, content: Content, today: dt.date
) -> Mapping[str, Mapping[str, dt.datetime]] | None:
    """Give the moment for each vacancy that closed before ``today``, by its file and reference.

    Those that are not committed are left out. None without git.
    """
    closed = {
        content.files[id_]: vacancies
        for id_, role in content.roles.items()
        if (vacancies := [each for each in role.vacancies if _has_closed(each, today)])
    }
    if not closed:
        return {}
    past = past_of(root)
    if past.known == "none":
        return None
    versions = {file: past.files.get(file, ()) for file in closed}
    blobs = past.read({each.blob for held in versions.values() for each in held if each.blob})
    found: dict[str, dict[str, dt.datetime]] = {}
    for file, vacancies in closed.items():
        for vacancy in vacancies:
            for version in versions[file]:
                if _states(blobs.get(version.blob or "", b""), vacancy):
                    # Where git does not know how it began, nobody is asked.
                    moment = version.moment if version.dated else _LONG_AGO
                    found.setdefault(file, {})[vacancy.reference] = moment
                    break
    return found


def _has_closed(vacancy: Vacancy, today: dt.date) -> bool:
    return vacancy.closes is not None and vacancy.closes.date() < today


def _states(data: bytes, vacancy: Vacancy) -> bool:
    """Whether a file names a vacancy and the day on which it closes."""
    return vacancy.reference.encode() in data and f"{vacancy.closes:%Y-%m-%d}".encode() in data
