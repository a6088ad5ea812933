"""Advice on how pay is stated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from rolebook.advise.library import RoleFile
from rolebook.advise.rule import Found, Rule, role_rule
from rolebook.base.money import counted, number, pounds
from rolebook.check.rules.full_time_week import paid_hours
from rolebook.model.pay import AnnualPay, PayNotStated, RatePay, parts_of, scales_of
from rolebook.read.source_file import Path

#: Names of pay that mean nothing to who is not paid by them. Titles such as "Band 5 Nurse" too.
_JARGON = re.compile(
    r"(?<!\w)(?:(?:AfC |Agenda for Change )?Band [1-9][a-d]?|Agenda for Change|AfC"
    r"|(?:NJC )?(?:SCP|spine points?) ?[0-9]{1,2}|NJC (?:scale|pay)[a-z ]*)(?!\w)"
)


@role_rule(
    Rule(
        "pay-not-stated",
        "Pay",
        "The role does not say what it pays.",
        "People decide by pay whether to read on. Where pay is agreed behind closed doors, those "
        "who were paid less before are paid less again.",
        "Equality and Human Rights Commission, Equal Pay: Statutory Code of Practice (2011), on "
        "pay that is transparent",
    )
)
def pay_not_stated(role: RoleFile) -> Iterator[Found]:
    """Find pay that is not stated at all, not even as the name of a band."""
    for path, pay in _parts(role):
        if isinstance(pay, PayNotStated) and not _jargon(role):
            yield Found(
                (*path, "type"),
                "the role does not say what it pays; write type: annual or type: hourly, and "
                "below it minimum and maximum, or amount",
            )


@role_rule(
    Rule(
        "pay-band-without-pounds",
        "Pay",
        "Pay is named as a band, a grade or a spine point, without pounds.",
        "Who has not worked for such an employer cannot tell what a band pays.",
        "Equality and Human Rights Commission, Equal Pay: Statutory Code of Practice (2011), on "
        "pay that is transparent",
    )
)
def band_without_pounds(role: RoleFile) -> Iterator[Found]:
    """Find the name of a band where pay is not stated."""
    if not isinstance(role.role.pay, PayNotStated) or not (named := _jargon(role)):
        return
    path, name = named
    yield Found(
        path,
        f'"{name}" says nothing to people who are not paid by it; add its scale to '
        "site_config/pay_scales.yaml, and write type: pay-scale under pay, or write the pounds "
        "with type: annual",
        name,
    )


def _jargon(role: RoleFile) -> tuple[Path, str] | None:
    texts = [(words.path, words.text) for words in role.texts]
    if role.role.grade:
        texts.append((("grade",), role.role.grade))
    for path, text in texts:
        if found := _JARGON.search(text):
            return path, found[0]
    return None


@role_rule(
    Rule(
        "pay-range-wide",
        "Pay",
        "The highest pay lies further above the lowest than widest_pay_range in "
        "site_config/advice.yaml allows.",
        "A wide range tells applicants little, and leaves room to pay people differently for the "
        "same work.",
        "Limit set by the employer; Equality and Human Rights Commission, Equal Pay: Statutory "
        "Code of Practice (2011), on pay that is transparent",
    )
)
def range_wide(role: RoleFile) -> Iterator[Found]:
    """Find ranges of pay that are wider than the employer set."""
    limit = role.content.advice.widest_pay_range
    for path, pay in _parts(role):
        if not isinstance(pay, (AnnualPay, RatePay)) or not pay.minimum or not pay.maximum:
            continue
        percent = (pay.maximum / pay.minimum - 1) * 100
        if percent > limit:
            yield Found(
                (*path, "maximum"),
                f"{pounds(pay.maximum)} is {number(percent.quantize(Decimal(1)))}% above the "
                f"minimum, {pounds(pay.minimum)}, where {number(limit)}% is the limit in "
                "site_config/advice.yaml; narrow the range, or say in detail how pay is set "
                "within it and waive this",
            )


@role_rule(
    Rule(
        "two-full-time-weeks",
        "Pay",
        "The hours of a full-time week are not those of the pay scale that the role is paid on.",
        "Pay for fewer hours is a share of the full-time week, so every figure is wrong if that "
        "week is. An employer may pay the whole scale for a week of its own; it can say so once, "
        "in a scale of its own.",
        "A rule of this project",
        level="warning",
    )
)
def two_full_time_weeks(role: RoleFile) -> Iterator[Found]:
    """Find roles, and vacancies, whose full-time week differs from that of their pay scale."""
    told: set[Path] = set()
    for path, hours, pay in paid_hours(role.role):
        for id_ in dict.fromkeys(scales_of(pay)):
            week, scale = hours.full_time_hours, role.content.pay_scales[id_]
            if week is None or week == scale.full_time_hours or path in told:
                continue
            told.add(path)
            yield Found(
                (*path, "full_time_hours"),
                f"{number(week)} hours differ from the {number(scale.full_time_hours)} of a "
                f'full-time week on the pay scale "{scale.name}", and pay is worked out from '
                f"{number(week)}; write {number(scale.full_time_hours)}, correct the scale, or "
                f"waive this if a week of {counted(week, 'hour')} earns all of it",
            )


def _parts(role: RoleFile) -> Iterator[tuple[Path, object]]:
    """List the pay of a role, or that of each of its tiers."""
    for path, part in parts_of(role.role.pay):
        yield ("pay", *path), part
