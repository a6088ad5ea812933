"""Whether each vacancy can be applied for, in time, and has a reference of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rolebook.base.problems import Problem
from rolebook.check.reading import Finding, Reading
from rolebook.model.role import Role
from rolebook.model.vacancy import Application, Vacancy
from rolebook.read.source_file import Path

from .known_ids import Known


def applying_findings(reading: Reading[Role], known: Known) -> Iterator[Finding]:
    """Find vacancies that say nowhere how to apply."""
    role = reading.record
    if role is None or _names_a_way(role.application):
        return
    organisations = known.get("organisations") or {}
    organisation = organisations.get(role.organisation)
    if role.organisation in organisations and organisation is None:
        return  # its file has a problem, and may say how to apply
    if organisation is not None and _names_a_way(organisation.application):
        return
    for index, vacancy in enumerate(role.vacancies):
        path: Path = ("vacancies", index)
        if not _wants_applications(vacancy) or _names_a_way(vacancy.application):
            continue
        if _had_a_way(reading, path):
            continue  # what was written has a problem of its own
        ways = '"email: ", "link: " or "form: ", with what it is'
        if vacancy.application is None:
            advice = f'add "application:" and below it {ways}'
        else:
            path = (*path, "application")
            advice = f"add below it {ways}"
        yield Finding(path, f"says nowhere how to apply; {advice}")


def ended_findings(reading: Reading[Role]) -> Iterator[Finding]:
    """Find vacancies that are open when the contract that they offer has ended.

    One that was filled or withdrawn may have been so long before.
    """
    role = reading.record
    for index, vacancy in enumerate(role.vacancies if role else ()):
        own = vacancy.overrides and vacancy.overrides.contract
        contract = own or (role and role.contract)
        for field in ("closes", "opens"):
            moment = getattr(vacancy, field)
            if vacancy.state in ("filled", "withdrawn") or not (contract and contract.ends):
                break
            if moment and contract.ends < moment.date():
                yield Finding(
                    ("vacancies", index, field),
                    f"{moment:%Y-%m-%d} is after the contract ends, on {contract.ends}; correct "
                    "one of the two",
                )
                break


def _wants_applications(vacancy: Vacancy) -> bool:
    return vacancy.state is None and not vacancy.example


def _names_a_way(application: Application | None) -> bool:
    return application is not None and any((application.link, application.email, application.form))


def _had_a_way(reading: Reading[Role], vacancy: Path) -> bool:
    """Whether something about applying was taken out of the role or of its vacancy."""
    places = (("application",), (*reading.path_in_file(vacancy), "application"))
    return any(gone[: len(place)] == place for gone in reading.removed for place in places)


@dataclass(frozen=True)
class StatedReference:
    """The reference of a vacancy where a file states it."""

    reference: str
    problem: Problem
    """Where it stands, as a problem without words"""


def stated_references(reading: Reading[Role]) -> Iterator[StatedReference]:
    """Give the references of a role's vacancies, but for those that have a problem already."""
    for index, vacancy in enumerate(reading.record.vacancies if reading.record else ()):
        path = ("vacancies", index, "reference")
        for problem in reading.problems_of([Finding(path, "")]):
            yield StatedReference(vacancy.reference, problem)


def repeated_references(stated: Iterable[StatedReference]) -> list[Problem]:
    """Find references that two vacancies of the site share."""
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for one in stated:
        here = f"{one.problem.file}, line {one.problem.line}"
        if one.reference in seen:
            message = (
                f'"{one.reference}" is the reference of two vacancies, in '
                f"{seen[one.reference]}, and in {here}; change one of the two"
            )
            problems.append(replace(one.problem, message=message))
        else:
            seen[one.reference] = here
    return problems
