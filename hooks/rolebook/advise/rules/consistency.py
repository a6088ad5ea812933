"""Advice on what one role says against another, and on what is due to be looked at."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from rolebook.advise.library import Library, RoleFile, WordedCriterion
from rolebook.advise.likeness import content_words, groups_alike
from rolebook.advise.rule import Found, Rule, library_rule, role_rule
from rolebook.advise.texts import words_of
from rolebook.base import dates
from rolebook.base.suggestions import known_hint, nearest, shortened
from rolebook.enrich.pay.pay_figures import pay_figures
from rolebook.model.pay import PayNotStated
from rolebook.model.values.words import id_for
from rolebook.read.source_file import Path

#: Words that most criteria begin with.
_GENERAL = ("experience", "knowledge", "ability", "understanding", "willing", "commitment")
#: How many roles write a criterion out by hand before it is worth sharing.
_MANY = 3


@library_rule(
    Rule(
        "same-title-different-pay",
        "Consistency",
        "Two roles of an organisation have the same title and different pay.",
        "People with the same title who are paid differently will ask why, and may claim equal pay "
        "for equal work.",
        "Equality Act 2010, sections 64 to 66 (equal work, sex equality clause)",
        "https://www.legislation.gov.uk/ukpga/2010/15/section/66",
        level="warning",
    )
)
def same_title_different_pay(library: Library) -> Iterator[tuple[str, Found]]:
    """Find titles that stand for different pay."""
    by_title: dict[tuple[str, str], list[RoleFile]] = defaultdict(list)
    for role in library.roles:
        title = " ".join(role.role.title.casefold().split())
        by_title[role.role.organisation, title].append(role)
    for roles in by_title.values():
        stated = {role.id: _stated_pay(role) for role in roles}
        for role in roles:
            others = [
                other
                for other in roles
                if stated[other.id] and stated[role.id] and stated[other.id] != stated[role.id]
            ]
            if others:
                message = (
                    f'"{role.role.title}" pays {stated[role.id]} here, and '
                    f"{stated[others[0].id]} in {others[0].file}; give the two roles titles that "
                    "tell them apart, or the same pay"
                )
                yield role.file, Found(("title",), message)


def _stated_pay(role: RoleFile) -> str:
    if isinstance(role.role.pay, PayNotStated):
        return ""
    return pay_figures(
        role.role.pay,
        role.role.hours,
        role.content.pay_scales,
        role.today,
        role.content.words,
    ).stated


@library_rule(
    Rule(
        "reports-to-no-role",
        "Consistency",
        "A role reports to a post for which the organisation has no role here.",
        "The line of reporting leads nowhere, most often since a title has changed. Told only of "
        "organisations that say all_posts_here: yes in site_config/organisations.yaml.",
        "A rule of this project",
    )
)
def reports_to_no_role(library: Library) -> Iterator[tuple[str, Found]]:
    """Find reporting lines to posts that no role has, where every post should have one."""
    if not library.whole:
        return  # the post may be one whose file has problems
    titles: dict[str, dict[str, str]] = defaultdict(dict)
    for role in library.roles:
        titles[role.role.organisation][_post_key(role.role.title)] = role.role.title
    for role in library.roles:
        if not role.organisation.all_posts_here:
            continue
        known = titles[role.role.organisation]
        for path, post in _posts(role):
            if _post_key(post) not in known:
                near = nearest(post, known.values())
                hint = known_hint(post, known.values()) if near else "add a role for it"
                yield role.file, Found(path, f'no role here has the title "{post}"; {hint}')


@library_rule(
    Rule(
        "post-spelled-two-ways",
        "Consistency",
        "Roles of an organisation name the same post in two spellings.",
        "Readers take two spellings for two posts.",
        "A rule of this project",
    )
)
def post_spelled_two_ways(library: Library) -> Iterator[tuple[str, Found]]:
    """Find posts whose names differ in a plural or a hyphen alone."""
    named: dict[tuple[str, str], list[tuple[RoleFile, Path, str]]] = defaultdict(list)
    for role in library.roles:
        for path, post in _posts(role):
            named[role.role.organisation, _post_key(post)].append((role, path, post))
    for places in named.values():
        spellings = Counter(post for _, _, post in places)
        if len(spellings) < 2:
            continue
        usual = min(spellings, key=lambda post: (-spellings[post], post))
        for role, path, post in places:
            if post != usual:
                where = next(other.file for other, _, name in places if name == usual)
                message = f'"{post}" is "{usual}" in {where}; write the name of the post one way'
                yield role.file, Found(path, message)


def _posts(role: RoleFile) -> Iterator[tuple[Path, str]]:
    for field in ("reports_to", "reports_in_absence_to", "accountable_to"):
        for index, post in enumerate(getattr(role.role, field)):
            yield (field, index), post


def _post_key(post: str) -> str:
    """Give the name of a post without what people write in different ways."""
    words = id_for(post).split("-")
    return " ".join(word.removesuffix("s") for word in words)


@library_rule(
    Rule(
        "criterion-to-share",
        "Consistency",
        "A criterion is written out by hand that is kept in site_config/shared_criteria.yaml, or "
        "that three roles or more write out.",
        "What is kept once is worded once, can be improved in one place, and can be compared "
        "between roles.",
        "A rule of this project",
    )
)
def criterion_to_share(library: Library) -> Iterator[tuple[str, Found]]:
    """Find criteria of single roles that are, or should be, shared."""
    shared = list(library.content.shared_criteria.items())
    own: list[tuple[RoleFile, WordedCriterion]] = [
        (role, asked) for role in library.roles for asked in role.criteria if asked.own
    ]
    texts = [criterion.text for _, criterion in shared] + [asked.text for _, asked in own]
    for group in groups_alike(texts):
        kept = [shared[at][0] for at in group if at < len(shared)]
        places = [own[at - len(shared)] for at in group if at >= len(shared)]
        roles = {role.id for role, _ in places}
        if not kept and len(roles) < _MANY:
            continue
        for role, asked in places:
            yield role.file, Found(asked.path, _to_share(asked, kept, len(roles)))


def _to_share(asked: WordedCriterion, kept: list[str], roles: int) -> str:
    text = shortened(asked.text, 40)
    if kept:
        return (
            f'"{text}" is kept in site_config/shared_criteria.yaml; write shared: {kept[0]} and '
            f"importance: {asked.importance} in place of id, category and text"
        )
    telling = [word for word in words_of(asked.text) if content_words(word)]
    id_ = id_for(" ".join(word for word in telling if word.casefold() not in _GENERAL)[:40])
    return (
        f'"{text}" is written out in {roles} roles; add it to site_config/shared_criteria.yaml, '
        f"under an id such as {id_}, and write shared: with that id here"
    )


@role_rule(
    Rule(
        "review-date-passed",
        "Consistency",
        "The day by which the role should have been looked at again has passed.",
        "Duties, law and pay change. Whoever set the day wanted somebody to look.",
        "A rule of this project",
    )
)
def review_date_passed(role: RoleFile) -> Iterator[Found]:
    """Find review dates in the past."""
    day = role.role.review_date
    if day is not None and day < role.today:
        yield Found(
            ("review_date",),
            f"{dates.day(day)} has passed; read the role through, and write the next day",
        )
