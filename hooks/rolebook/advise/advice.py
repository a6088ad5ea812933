"""All advice on a site: every rule over every role, less what is waived."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

# Each of these registers its rules.
from rolebook.advise.rules import (  # noqa: F401
    clarity,
    closing_dates,
    consistency,
    country,
    criteria,
    fairness,
    figures,
    pay,
    privacy,
    protected,
    safer_recruitment,
    wages,
)
from rolebook.base.problems import Advice
from rolebook.check.content import Checked
from rolebook.model.content import Content
from rolebook.model.waiver import Waiver
from rolebook.read.source_file import Path

from .library import Library, OrganisationEntry, RoleFile
from .old_names import old_names_in
from .placeholders import placeholders_in
from .position import advice_at
from .rule import REGISTER, Found, Rule
from .waivers import waived, waiver_advice

_ORGANISATIONS = "site_config/organisations.yaml"
_SITE = "site_config/site.yaml"


def rule_ids() -> frozenset[str]:
    """Give the ids of the rules that a file may waive."""
    return frozenset(rule.id for rule in REGISTER.all() if rule.waivable)


@dataclass(frozen=True)
class _Holder:
    """What holds waivers: a role's file, or an organisation within its file."""

    file: str
    path: Path
    waivers: tuple[Waiver, ...]

    @property
    def waivers_path(self) -> Path:
        return (*self.path, "waivers")


def advice_on(
    checked: Checked,
    today: dt.date,
    committed: Mapping[str, Mapping[str, dt.datetime]] | None = None,
    mkdocs: str = "",
) -> tuple[Advice, ...]:
    """Give all advice, in the order of files and lines; none where site_config/ has problems.

    ``committed`` says when closing dates were first committed, by the file and the reference.
    ``mkdocs`` is the text of mkdocs.yml.
    """
    content = checked.content
    if content is None:
        return ()
    library = library_of(content, today, committed)
    found: dict[_Holder, list[tuple[Rule, Found]]] = defaultdict(list)
    for holder, rule, what in _everything(library):
        found[holder].append((rule, what))
    advice: list[Advice] = []
    for holder in dict.fromkeys((*_holders(library), *found)):
        items = found.get(holder, [])
        silent = waived(holder.waivers, today)
        told = [(rule, what) for rule, what in items if rule.id not in silent]
        ids = {rule.id for rule, _ in items}
        of_waivers = waiver_advice(holder.waivers, holder.waivers_path, ids, today, library.whole)
        source_file = checked.source_files[holder.file]
        advice.extend(advice_at(source_file, rule, what) for rule, what in (*told, *of_waivers))
    for source_file in checked.source_files.values():
        advice.extend(old_names_in(source_file))
    advice.extend(made_up_addresses(checked, mkdocs))
    return tuple(sorted(set(advice)))


def made_up_addresses(checked: Checked, mkdocs: str) -> Iterator[Advice]:
    """Find addresses that belong to nobody, unless the site says that its roles are examples."""
    notice = checked.content.site.example_notice if checked.content else None
    example = checked.content is None or (notice is not None and notice.shown)
    return placeholders_in(checked.source_files.values(), mkdocs, example)


def library_of(
    content: Content,
    today: dt.date,
    committed: Mapping[str, Mapping[str, dt.datetime]] | None = None,
) -> Library:
    """Put the content into the form that rules look at."""
    roles = tuple(
        RoleFile(
            id_,
            content.files[id_],
            role,
            content,
            today,
            None if committed is None else committed.get(content.files[id_], {}),
        )
        for id_, role in content.roles.items()
    )
    return Library(content, roles, today, whole=len(roles) == len(content.files))


def _holders(library: Library) -> list[_Holder]:
    roles = [_of_role(role) for role in library.roles]
    organisations = [
        _Holder(_ORGANISATIONS, entry.path, entry.organisation.waivers)
        for entry in _organisations(library)
    ]
    return [*roles, *organisations, _of_site(library)]


def _of_site(library: Library) -> _Holder:
    return _Holder(_SITE, (), library.content.site.waivers)


def _of_role(role: RoleFile) -> _Holder:
    return _Holder(role.file, (), role.role.waivers)


def _everything(library: Library) -> Iterator[tuple[_Holder, Rule, Found]]:
    by_file = {role.file: _of_role(role) for role in library.roles}
    by_file[_SITE] = _of_site(library)
    for role in library.roles:
        for rule, find in REGISTER.roles:
            for what in find(role):
                yield by_file[role.file], rule, what
    for entry in _organisations(library):
        holder = _Holder(_ORGANISATIONS, entry.path, entry.organisation.waivers)
        for rule, find_in in REGISTER.organisations:
            for what in find_in(entry):
                yield holder, rule, what
    for rule, find_among in REGISTER.library:
        for file, what in find_among(library):
            yield by_file.get(file) or _Holder(file, (), ()), rule, what


def _organisations(library: Library) -> Iterable[OrganisationEntry]:
    roles: dict[str, list[RoleFile]] = defaultdict(list)
    for role in library.roles:
        roles[role.role.organisation].append(role)
    # An employer without a role publishes nothing that advice could be about.
    for id_, of_organisation in roles.items():
        organisation = library.content.organisations[id_]
        yield OrganisationEntry(id_, organisation, library.content, tuple(of_organisation))
