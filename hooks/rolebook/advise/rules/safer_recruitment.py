"""Advice on what an employer says and checks to recruit safely and lawfully."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rolebook.advise.library import OrganisationEntry, RoleFile
from rolebook.advise.rule import Found, Rule, organisation_rule, role_rule
from rolebook.base.suggestions import shortened
from rolebook.model.pre_employment_checks import DISCLOSURE_NAMES
from rolebook.read.source_file import Path

_AT_RISK = (
    r"(?:children|child|young people|young person|babies|pupils|adults at risk|vulnerable \w+"
    r"|people with (?:\w+ ){0,3}(?:mental health(?: \w+)?|learning disabilit\w+|dementia)"
    r"|older people|patients|care leavers|foster care)"
)
#: Whom a role serves, in its list of clients or its title; "Children's Services" is a department.
_SERVED = re.compile(rf"(?<!\w){_AT_RISK}(?![\w'’])", re.IGNORECASE)
#: What is done for them, as a summary says it: "Assess people with mental health difficulties".
_WORK_WITH = re.compile(
    r"(?<!\w)(?:assess|care for|coach|counsel|look after|mentor|nurse|support|teach|treat|visit|"
    r"help|work (?:directly )?with|(?:give|offer|provide) (?:\w+ ){1,4}(?:to|for))(?:s|es|ing)?"
    rf" (?:\w+ ){{0,2}}(?P<whom>{_AT_RISK})(?![\w'’])",
    re.IGNORECASE,
)
_ACT_NAMED = re.compile(r"Rehabilitation of Offenders|\bROA\b|ex-offenders|exempt", re.IGNORECASE)


def people_at_risk(role: RoleFile) -> str:
    """Give the words by which a role says that it works with children or adults at risk, or ""."""
    for clients in role.role.clients:
        if _SERVED.search(clients.who):
            return clients.who
    if found := _SERVED.search(role.role.title):
        return found[0]
    purpose = role.role.purpose.plain if role.role.purpose else ""
    found = _WORK_WITH.search(role.role.summary) or _WORK_WITH.search(purpose)
    return found["whom"] if found else ""


@role_rule(
    Rule(
        "no-disclosure-check",
        "Safer recruitment",
        "The role works with children or adults at risk, and no criminal record check is named.",
        "Who is barred from such work must not do it, and an employer must not let them. "
        "Applicants should know before they apply which check there is.",
        "Safeguarding Vulnerable Groups Act 2006, sections 7 and 9; the Disclosure and Barring "
        "Service's guidance on eligibility says which level a role may have",
        "https://www.legislation.gov.uk/ukpga/2006/47/section/9",
        level="warning",
    )
)
def no_disclosure_check(role: RoleFile) -> Iterator[Found]:
    """Find roles with children or adults at risk that name no check."""
    checks = role.role.checks
    if checks is not None and checks.disclosure not in (None, "none"):
        return
    if whom := people_at_risk(role):
        instead = 'write "checks:" and below it "disclosure: enhanced", or the level that the role'
        path: Path
        if checks and checks.disclosure == "none":
            path, instead = ("checks", "disclosure"), "write enhanced, or the level that the role"
        elif checks:
            path, instead = ("checks",), 'add "disclosure: enhanced", or the level that the role'
        else:
            path = ("clients",) if role.role.clients else ("title",)
        yield Found(
            path,
            f'the role is for "{shortened(whom)}", and no criminal record check is asked for; '
            f"{instead} is eligible for",
        )


@role_rule(
    Rule(
        "disclosure-statement-missing",
        "Safer recruitment",
        "A standard or enhanced check is asked for, and nothing says what that means for people "
        "with a criminal record.",
        "Such a role is exempt from the Rehabilitation of Offenders Act 1974, so applicants may be "
        "asked about spent convictions. They must be told so, and that a record need not stand in "
        "their way.",
        "Rehabilitation of Offenders Act 1974 (Exceptions) Order 1975; Disclosure and Barring "
        "Service, Code of Practice for registered persons, on a policy on ex-offenders",
        "https://www.legislation.gov.uk/uksi/1975/1023",
        level="warning",
    )
)
def disclosure_statement_missing(role: RoleFile) -> Iterator[Found]:
    """Find checks without a word about the law on convictions."""
    checks = role.role.checks
    if checks is None or checks.disclosure in (None, "none", "basic"):
        return
    statements = (role.content.statements[id_] for id_ in role.organisation.statements)
    said = [words.text for words in role.texts if words.path[0] in ("checks", "application")]
    if any(_ACT_NAMED.search(text) for text in (*said, *(s.text.plain for s in statements))):
        return
    level = DISCLOSURE_NAMES[checks.disclosure]
    yield Found(
        ("checks", "disclosure"),
        f"{level} is asked for, and nothing says that the role is exempt from the Rehabilitation "
        "of Offenders Act 1974; say so under checks, in detail, or in a statement of the "
        "organisation, and name your policy on ex-offenders",
    )


_STATEMENTS = "add one to site_config/statements.yaml with kind: {kind}, and its id here"


def _lacks(entry: OrganisationEntry, kind: str) -> bool:
    statements = (entry.content.statements[id_] for id_ in entry.organisation.statements)
    return all(statement.kind != kind for statement in statements)


@organisation_rule(
    Rule(
        "equality-statement-missing",
        "Safer recruitment",
        "The organisation publishes roles without a statement on equality.",
        "It tells people who expect to be turned down that they are welcome, and is part of what "
        "an employer does to prevent discrimination.",
        "Equality and Human Rights Commission, Employment: Statutory Code of Practice (2011), on "
        "equality policies",
    )
)
def equality_statement_missing(entry: OrganisationEntry) -> Iterator[Found]:
    """Find employers without a statement on equality."""
    if _lacks(entry, "equality"):
        yield Found(
            entry.path, f"has no statement on equality; {_STATEMENTS.format(kind='equality')}"
        )


@organisation_rule(
    Rule(
        "data-protection-statement-missing",
        "Safer recruitment",
        "The organisation publishes roles without a statement on data protection.",
        "Whoever collects personal data must say, when it is collected, what becomes of it.",
        "UK GDPR, Article 13",
        "https://www.legislation.gov.uk/eur/2016/679/article/13",
        level="warning",
    )
)
def data_protection_statement_missing(entry: OrganisationEntry) -> Iterator[Found]:
    """Find employers without a statement on data protection."""
    if _lacks(entry, "data-protection"):
        yield Found(
            entry.path,
            f"has no statement on data protection; {_STATEMENTS.format(kind='data-protection')}",
        )


@organisation_rule(
    Rule(
        "safeguarding-statement-missing",
        "Safer recruitment",
        "The organisation recruits for work with children or adults at risk, without a statement "
        "on safeguarding.",
        "A clear commitment deters people who are not suitable, and tells everybody else what is "
        "expected.",
        "Department for Education, Keeping children safe in education, part 3 (safer recruitment), "
        "which schools and colleges must follow and others take as good practice",
        "https://www.gov.uk/government/publications/keeping-children-safe-in-education--2",
    )
)
def safeguarding_statement_missing(entry: OrganisationEntry) -> Iterator[Found]:
    """Find employers of people who work with children or adults at risk, without a statement."""
    if _lacks(entry, "safeguarding") and any(people_at_risk(role) for role in entry.roles):
        yield Found(
            entry.path,
            "has roles with children or adults at risk, and no statement on safeguarding; "
            f"{_STATEMENTS.format(kind='safeguarding')}",
        )
