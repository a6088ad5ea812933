"""Whether everything that a file refers to exists, and what only shows across files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rolebook.model.duties import DutySet, StandardDuty
from rolebook.model.pay import Pay, ScalePay, TieredPay, TierPay
from rolebook.model.person_specification import Criterion, SharedCriterion
from rolebook.model.place import Place
from rolebook.model.role import Role
from rolebook.model.site import Band, Organisation, PayScale, PayScaleVersion
from rolebook.problems import Problem
from rolebook.read.document import Document, Path
from rolebook.suggest import known_hint


@dataclass(frozen=True)
class Known:
    """The ids that a role may refer to, with what they stand for where that matters."""

    organisations: Iterable[str]
    locations: Iterable[str]
    general_duties: Mapping[str, DutySet | None]
    shared_criteria: Mapping[str, SharedCriterion | None]
    statements: Iterable[str]
    professional_bodies: Iterable[str]
    pay_scales: Mapping[str, PayScale | None]
    roles: Iterable[str]


def role_problems(
    role: Role, document: Document, known: Known, today: dt.date
) -> Iterator[Problem]:
    """Find what one role refers to in vain, and what contradicts itself within the role."""
    yield from _unknown(
        document, ("organisation",), role.organisation, known.organisations,
        "organisation", "organisations",
    )  # fmt: skip
    yield from _place_problems(role.place, document, ("place",), known)
    yield from _pay_problems(role.pay, document, ("pay",), known, today)
    yield from _general_duty_problems(role, document, known)
    if role.requirements:
        for index, registration in enumerate(role.requirements.registrations):
            yield from _unknown(
                document, ("requirements", "registrations", index, "body"), registration.body,
                known.professional_bodies, "professional body", "professional_bodies",
            )  # fmt: skip
    yield from _criteria_problems(role, document, known)
    for index, vacancy in enumerate(role.vacancies):
        path: Path = ("vacancies", index, "overrides")
        if vacancy.overrides:
            yield from _place_problems(vacancy.overrides.place, document, (*path, "place"), known)
            if vacancy.overrides.pay:
                pay = vacancy.overrides.pay
                yield from _pay_problems(pay, document, (*path, "pay"), known, today)


def organisation_problems(
    organisations: Mapping[str, Organisation], document: Document, known: Known
) -> Iterator[Problem]:
    """Find the statements and locations that organisations name in vain."""
    for id_, organisation in organisations.items():
        path: Path = ("organisations", id_)
        if organisation.head_office:
            yield from _unknown(
                document, (*path, "head_office"), organisation.head_office, known.locations,
                "location", "locations",
            )  # fmt: skip
        for index, statement in enumerate(organisation.statements):
            yield from _unknown(
                document, (*path, "statements", index), statement, known.statements,
                "statement", "statements",
            )  # fmt: skip


def unknown_roles(
    document: Document, path: Path, roles: Iterable[str], known: Known
) -> Iterator[Problem]:
    """Find the roles that a comparison names in vain, or twice."""
    seen: set[str] = set()
    for index, role in enumerate(roles):
        yield from _unknown(document, (*path, index), role, known.roles, "role", None)
        if role in seen:
            yield document.problem((*path, index), f'"{role}" is listed twice; take one out')
        seen.add(role)


def _unknown(
    document: Document, path: Path, id_: str, known: Iterable[str], noun: str, file: str | None
) -> Iterator[Problem]:
    choices = set(known)
    if id_ not in choices:
        where = f"site_config/{file}.yaml" if file else "content/roles/"
        yield document.problem(
            path, f'there is no {noun} "{id_}" in {where}; {known_hint(id_, choices)}'
        )


def _place_problems(
    place: Place | None, document: Document, path: Path, known: Known
) -> Iterator[Problem]:
    if place is None:
        return
    if place.base:
        yield from _unknown(
            document, (*path, "base"), place.base, known.locations, "location", "locations"
        )
    seen = {place.base}
    for index, other in enumerate(place.other_places):
        where = (*path, "other_places", index)
        yield from _unknown(document, where, other, known.locations, "location", "locations")
        if other in seen:
            yield document.problem(where, f'"{other}" is named twice; take one of the two out')
        seen.add(other)


def _pay_problems(
    pay: Pay | TierPay, document: Document, path: Path, known: Known, today: dt.date
) -> Iterator[Problem]:
    if isinstance(pay, TieredPay):
        for index, tier in enumerate(pay.tiers):
            where = (*path, "tiers", index, "pay")
            yield from _pay_problems(tier.pay, document, where, known, today)
    if not isinstance(pay, ScalePay):
        return
    if pay.scale not in known.pay_scales:
        yield from _unknown(
            document, (*path, "scale"), pay.scale, known.pay_scales, "pay scale", "pay_scales"
        )
        return
    scale = known.pay_scales[pay.scale]
    if scale is None:
        return
    version = version_on(scale, today)
    if version is None:
        first = min(version.effective_from for version in scale.versions)
        yield document.problem(
            (*path, "scale"),
            f'pay scale "{scale.name}" has no figures for {today}, its first are from {first}; '
            "add the earlier figures to site_config/pay_scales.yaml",
        )
        return
    if pay.band is not None and pay.band not in version.bands:
        yield document.problem(
            (*path, "band"),
            f'there is no band "{pay.band}" in pay scale "{scale.name}"; '
            f"{known_hint(pay.band, version.bands)}",
        )
    if pay.points is not None:
        held = True
        for end in ("lowest", "highest"):
            point = getattr(pay.points, end)
            if point not in version.points:
                held = False
                yield document.problem(
                    (*path, "points", end),
                    f'there is no spine point "{point}" in pay scale "{scale.name}"; '
                    f"{known_hint(point, version.points)}",
                )
        if held and version.points[pay.points.lowest] > version.points[pay.points.highest]:
            yield document.problem(
                (*path, "points", "lowest"),
                f'spine point "{pay.points.lowest}" pays more than "{pay.points.highest}"; '
                "write the lower one as lowest",
            )


def version_on(scale: PayScale, day: dt.date) -> PayScaleVersion | None:
    """Give the figures of a pay scale that are in effect on ``day``."""
    in_effect = [version for version in scale.versions if version.effective_from <= day]
    return max(in_effect, key=lambda version: version.effective_from, default=None)


def pay_scale_problems(scales: Mapping[str, PayScale], document: Document) -> Iterator[Problem]:
    """Find bands that name spine points which their scale has not."""
    for id_, scale in scales.items():
        for index, version in enumerate(scale.versions):
            for name, band in version.bands.items():
                path = ("pay_scales", id_, "versions", index, "bands", name)
                yield from _band_problems(band, version, document, path)


def _band_problems(
    band: Band, version: PayScaleVersion, document: Document, path: Path
) -> Iterator[Problem]:
    for end in ("lowest_point", "highest_point"):
        point = getattr(band, end)
        if point is not None and point not in version.points:
            yield document.problem(
                (*path, end),
                f'there is no spine point "{point}" in these figures; '
                f"{known_hint(point, version.points)}",
            )


def _duty_ids(duties: Iterable[StandardDuty]) -> Iterator[str]:
    for duty in duties:
        yield duty.id
        yield from _duty_ids(duty.items)


def _general_duty_problems(role: Role, document: Document, known: Known) -> Iterator[Problem]:
    general = role.duties.general
    if general is None:
        return
    path: Path = ("duties", "general")
    if general.set not in known.general_duties:
        yield from _unknown(
            document, (*path, "set"), general.set, known.general_duties,
            "set of general duties", "general_duties",
        )  # fmt: skip
        return
    duty_set = known.general_duties[general.set]
    if duty_set is None:
        return
    ids = list(_duty_ids(duty_set.duties))
    for index, exception in enumerate(general.exceptions):
        if exception not in ids:
            yield document.problem(
                (*path, "exceptions", index),
                f'there is no duty "{exception}" in set "{general.set}"; '
                f"{known_hint(exception, ids)}",
            )
    for index, addition in enumerate(general.additions):
        where = (*path, "additions", index, "under")
        if addition.under is None:
            continue
        if addition.under not in ids:
            yield document.problem(
                where,
                f'there is no duty "{addition.under}" in set "{general.set}"; '
                f"{known_hint(addition.under, ids)}",
            )
        elif addition.under in general.exceptions:
            yield document.problem(
                where,
                f'"{addition.under}" is one of the exceptions above; put the addition elsewhere',
            )


def duty_set_problems(sets: Mapping[str, DutySet], document: Document) -> Iterator[Problem]:
    """Find ids that a set of general duties uses twice."""
    for id_, duty_set in sets.items():
        yield from _repeated_ids(
            duty_set.duties, document, ("general_duties", id_, "duties"), set()
        )


def _repeated_ids(
    duties: Iterable[StandardDuty], document: Document, path: Path, seen: set[str]
) -> Iterator[Problem]:
    for index, duty in enumerate(duties):
        if duty.id in seen:
            yield document.problem(
                (*path, index, "id"), f'"{duty.id}" is the id of two duties; give one another id'
            )
        seen.add(duty.id)
        yield from _repeated_ids(duty.items, document, (*path, index, "items"), seen)


def _criteria_problems(role: Role, document: Document, known: Known) -> Iterator[Problem]:
    if role.person_specification is None:
        return
    first: dict[str, int] = {}
    for index, criterion in enumerate(role.person_specification.criteria):
        path: Path = ("person_specification", "criteria", index)
        name = "id" if criterion.id else "shared"
        if criterion.key in first:
            line = document.place(
                ("person_specification", "criteria", first[criterion.key], name)
            ).line
            yield document.problem(
                (*path, name),
                f'"{criterion.key}" is already the id of the criterion on line {line}; '
                "give this one another id",
            )
        else:
            first[criterion.key] = index
        shared: SharedCriterion | None = None
        if criterion.shared:
            yield from _unknown(
                document, (*path, "shared"), criterion.shared, known.shared_criteria,
                "shared criterion", "shared_criteria",
            )  # fmt: skip
            shared = known.shared_criteria.get(criterion.shared)
            if shared is None:
                continue
        if _is_essential(criterion) and not assessment_of(criterion, shared):
            yield document.problem(
                path,
                "is essential, but no stage assesses it; add assessed_by: with application, "
                "interview, test, presentation, certificates or references",
            )


def _is_essential(criterion: Criterion) -> bool:
    return criterion.essential is not None or criterion.importance == "essential"


def assessment_of(criterion: Criterion, shared: SharedCriterion | None) -> tuple[str, ...]:
    """Give the stages that assess a criterion: the role's own, else those of the shared one."""
    return criterion.assessed_by or (shared.assessed_by if shared else ())


def repeated_vacancies(roles: Mapping[str, tuple[Role, Document]]) -> Iterator[Problem]:
    """Find references that two vacancies of the site share."""
    seen: dict[str, str] = {}
    for role, document in roles.values():
        for index, vacancy in enumerate(role.vacancies):
            path: Path = ("vacancies", index, "reference")
            here = f"{document.file}:{document.place(path).line}"
            if vacancy.reference in seen:
                yield document.problem(
                    path,
                    f'"{vacancy.reference}" is already the reference of a vacancy '
                    f"({seen[vacancy.reference]}); write another",
                )
            else:
                seen[vacancy.reference] = here
