"""Advice on what one role says against another, and against itself."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

from rolebook import dates
from rolebook.enrich.pay import PayFigures, PayRange, pay_figures
from rolebook.model.pay import AnnualPay, PayNotStated
from rolebook.model.words import id_for
from rolebook.money import number, pounds, to_pence
from rolebook.read.document import Path
from rolebook.suggest import known_hint, nearest, one_of, shortened

from .library import AskedFor, Library, RoleFile
from .likeness import content_words, groups_alike
from .rules import Found, Rule, library_rule, role_rule
from .texts import words_of

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
    return pay_figures(role.role.pay, role.role.hours, role.content.pay_scales, role.today).stated


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
    own: list[tuple[RoleFile, AskedFor]] = [
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


def _to_share(asked: AskedFor, kept: list[str], roles: int) -> str:
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


_POUNDS_A_YEAR = re.compile(
    r"£(\d{1,3}(?:,\d{3})+(?:\.\d{2})?|\d{5,6}(?:\.\d{2})?)"
    r"(?: (?:a|per) (?:year|annum)| pa\b| p\.a\.)"
)
_POUNDS_AN_HOUR = re.compile(r"£(\d{1,3}(?:\.\d{1,2})?) (?:an|per) hour")
_HOURS_A_WEEK = re.compile(r"(\d{1,2}(?:\.\d{1,2})?)[ -]hours? (?:a|per|each) week")
_FTE = re.compile(r"(?<![\d.])([01](?:\.\d{1,2})?) ?(?:FTE\b|full-time equivalent)")
_NUMBERS = {
    word: Decimal(value)
    for value, word in enumerate(("one", "two", "three", "four", "five", "six", "seven"), start=1)
}
_DAYS_A_WEEK = re.compile(
    rf"(?<![\w.-])({'|'.join(_NUMBERS)}|[1-7](?:\.5)?) days? (?:a|per|each) week"
)

#: Sentences that speak of a part of the time, or of time on top.
_OF_A_PART = re.compile(
    r"\b(?:home|remote(?:ly)?|hybrid|office|in person|on site|study|supervision|training|learning|"
    r"up to|at least|extra|additional|overtime|may|some|other|was|were)\b",
    re.IGNORECASE,
)
#: The texts that speak of the whole post. Duties and details name figures of other things.
_OF_THE_POST = ("title", "summary", "purpose", "structure", "advert")


@role_rule(
    Rule(
        "two-figures",
        "Consistency",
        "A text names pay, hours or days that differ from those in their own fields.",
        "Readers cannot tell which is right, and the one in the text is forgotten when the field "
        "changes.",
        "A rule of this project",
    )
)
def two_figures(role: RoleFile) -> Iterator[Found]:
    """Find figures of the post in its texts that its fields do not bear out."""
    hours = role.role.hours
    weekly = {h for h in (hours.hours_a_week, hours.full_time_hours) if h is not None}
    annual, hourly = _pay_amounts(role)
    fte = {hours.fte} if hours.fte else set()
    if not fte and hours.hours_a_week and hours.full_time_hours:
        fte = {(hours.hours_a_week / hours.full_time_hours).quantize(Decimal("0.01"))}
    checks = (
        (_POUNDS_A_YEAR, annual, "pay", lambda held: f"{pounds(held)} a year"),
        (_POUNDS_AN_HOUR, hourly, "pay", lambda held: f"{pounds(held)} an hour"),
        (_HOURS_A_WEEK, weekly if hours.hours_a_week else set(), "hours", _hours_worded),
        (_FTE, fte, "hours", lambda held: f"{number(held)} FTE"),
        (
            _DAYS_A_WEEK,
            {hours.days_a_week} if hours.days_a_week else set(),
            "hours",
            lambda held: f"{number(held)} days a week",
        ),
    )
    for words in role.texts:
        if words.path[0] not in _OF_THE_POST:
            continue
        for pattern, known, field, worded in checks:
            if not known:
                continue
            for match in pattern.finditer(words.text):
                said = match[1].replace(",", "")
                if field == "hours" and _OF_A_PART.search(_sentence(words.text, match.start())):
                    continue
                figure = _NUMBERS.get(said) or Decimal(said)
                # What is worked out may be told in whole pounds.
                if figure not in known | {held.quantize(Decimal(1)) for held in known}:
                    listed = one_of(worded(held) for held in sorted(known))
                    yield Found(
                        words.path,
                        f'"{match[0]}" differs from what stands under {field}: {listed}; take the '
                        "figure out of the text, since the page shows the field, or correct one of "
                        "the two",
                        match[0],
                    )


def _sentence(text: str, at: int) -> str:
    """Give the sentence, or the item of a list, in which a place of a text stands."""
    start = max(text.rfind(". ", 0, at), text.rfind("\n", 0, at)) + 1
    ends = [end for end in (text.find(". ", at), text.find("\n", at)) if end >= 0]
    return text[start : min(ends, default=len(text))]


def _hours_worded(held: Decimal) -> str:
    return f"{number(held)} hours a week"


def _pay_amounts(role: RoleFile) -> tuple[set[Decimal], set[Decimal]]:
    """Give every amount a year, and every amount an hour, that the fields of pay bear out."""
    pay = role.role.pay
    figures = pay_figures(pay, role.role.hours, role.content.pay_scales, role.today)
    annual: set[Decimal] = set()
    hourly: set[Decimal] = set()
    waiting: list[PayFigures] = [figures]
    while waiting:
        part = waiting.pop()
        waiting.extend(part.tiers)
        for found, amounts in (
            (part.annual_equivalent, annual),
            (part.actual.range if part.actual else None, annual),
            (part.hourly.range if part.hourly else None, hourly),
        ):
            amounts.update(_ends(found))
    for supplement in pay.supplements:
        amounts = {"year": annual, "hour": hourly}.get(supplement.per, set())
        amounts.update(_exact(supplement.amount, supplement.minimum, supplement.maximum))
    if isinstance(pay, AnnualPay):
        annual.update(_exact(pay.amount, pay.minimum, pay.maximum))
    return annual, hourly


def _exact(*amounts: Decimal | None) -> set[Decimal]:
    return {amount for amount in amounts if amount is not None}


def _ends(found: PayRange | None) -> set[Decimal]:
    return {to_pence(found.lowest), to_pence(found.highest)} if found else set()
