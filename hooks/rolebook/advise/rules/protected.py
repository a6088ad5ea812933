"""Advice on words and questions that touch what the Equality Act protects."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from rolebook.advise.library import RoleFile
from rolebook.advise.phrases import Phrases
from rolebook.advise.rule import Found, Rule, role_rule
from rolebook.advise.texts import Words
from rolebook.read.source_file import Path

_ACT = "https://www.legislation.gov.uk/ukpga/2010/15/section/"


_AGE = Phrases(
    {
        "young": (
            r"young,? (?:and )?(?:dynamic|energetic|vibrant|enthusiastic|ambitious|lively|fresh)",
            r"(?:dynamic|energetic|vibrant|lively),? (?:and )?young",
            r"young (?:team|professionals?|graduates?|blood|at heart)",
        ),
        "youthful": r"youthful(?:ness)?",
        "graduat": (r"recent(?:ly)?[ -]graduat(?:e|es|ed)", r"(?:new|fresh) graduates?"),
        "leaver": r"school[ -]leavers?",
        "digital native": r"digital natives?",
        "mature": r"mature (?:person|individual|candidate|applicant|outlook|attitude)s?",
        "energetic": r"energetic",
        " years ": r"(?:under|over|below|above) (?:the age of )?[1-9][0-9] years (?:of age|old)",
    }
)
_NATIONALITY = Phrases(
    {
        "native": (r"native(?:[ -]level)?(?: \w+)? speakers?", r"native English"),
        "mother tongue": r"mother tongue",
        "first language": r"English (?:as|is) (?:a|your|their) first language",
        "british": r"British (?:nationals?|citizens?|born|passport)(?: only)?",
        "uk ": r"UK (?:nationals?|citizens?|born|passport)(?: only)?",
        "accent": r"(?:no|without an?) (?:foreign )?accent",
        "cultural fit": r"cultural fit",
    }
)
_HEALTH = Phrases(
    {
        "bodied": r"able[- ]bodied",
        "physically": r"physically (?:fit|strong|robust)",
        "fit and": r"fit and (?:healthy|well|able)",
        "health": (
            r"(?:in )?(?:good|excellent|sound|perfect) (?:physical |mental |general )?health"
            r"(?! (?:care|and|outcomes|service))",
            r"healthy (?:individual|person|candidate|applicant)s?",
        ),
        "record": r"(?:good|excellent|clean) (?:sickness|attendance|health) record",
        "no history": r"no history of (?:mental |physical )?(?:illness|ill[- ]health)",
        "mentally": r"mentally (?:strong|tough|robust|fit)",
    }
)
_WITHOUT = "(?:no|without|free (?:from|of))"
_FAMILY = Phrases(
    {
        "ties": rf"{_WITHOUT} (?:family|domestic) ties",
        "commitments": rf"{_WITHOUT} (?:family|childcare|domestic|caring) commitments",
        "responsibilities": rf"{_WITHOUT} (?:family|childcare|caring) responsibilities",
        "married": r"married (?:person|man|woman|applicants?|candidates?)",
        "single": r"single (?:man|woman|applicants|candidates)",
        "marital": r"marital status",
        "pregnant": r"not (?:be )?pregnant",
        "planning": r"planning (?:a family|to have children)",
        "housewi": r"housewi(?:fe|ves)",
        "mums": r"mums? returning",
    }
)


@role_rule(
    Rule(
        "age-words",
        "Fairness",
        "A word hints that people of one age are wanted.",
        "An advert that hints at an age may be unlawful, and puts off everybody else. People whom "
        "the role serves, such as young people, are not meant.",
        "Equality Act 2010, section 5 (age)",
        f"{_ACT}5",
        level="warning",
    )
)
def age_words(role: RoleFile) -> Iterator[Found]:
    """Find words that hint at the age of applicants."""
    yield from _told(role, _AGE, "hints at an age; write what the person should be able to do")


@role_rule(
    Rule(
        "nationality-words",
        "Fairness",
        "A word hints that people of one nationality or origin are wanted.",
        "Race includes nationality and ethnic or national origins. What work needs is a level of a "
        "language, or the right to work.",
        "Equality Act 2010, section 9 (race)",
        f"{_ACT}9",
        level="warning",
    )
)
def nationality_words(role: RoleFile) -> Iterator[Found]:
    """Find words that hint at where applicants come from."""
    yield from _told(
        role,
        _NATIONALITY,
        "hints at where a person comes from; write the level of language that the work needs, such "
        'as "fluent English, spoken and written"',
    )


@role_rule(
    Rule(
        "health-words",
        "Fairness",
        "A word asks for health or fitness in general.",
        "What matters is whether a person can do the tasks, with reasonable adjustments.",
        "Equality Act 2010, section 6 (disability) and section 20 (reasonable adjustments)",
        f"{_ACT}6",
        level="warning",
    )
)
def health_words(role: RoleFile) -> Iterator[Found]:
    """Find words that ask for good health."""
    yield from _told(
        role,
        _HEALTH,
        'asks for health in general; name the task, such as "able to lift 10 kg, with reasonable '
        'adjustments"',
    )


@role_rule(
    Rule(
        "family-words",
        "Fairness",
        "A word hints at family life.",
        "Family, marriage and pregnancy have no place in choosing whom to employ.",
        "Equality Act 2010, sections 8 (marriage and civil partnership), 11 (sex) and 18 "
        "(pregnancy and maternity)",
        f"{_ACT}18",
        level="warning",
    )
)
def family_words(role: RoleFile) -> Iterator[Found]:
    """Find words that hint at the family of applicants."""
    yield from _told(
        role, _FAMILY, "hints at family life; write the hours that the work needs, and no more"
    )


def _told(role: RoleFile, phrases: Phrases, message: str) -> Iterator[Found]:
    """Tell each place; the same words twice in a text are two places."""
    seen: Counter[tuple[Path, str]] = Counter()
    for words, found in phrases.every(role.texts):
        nth = seen[words.path, found[0]]
        seen[words.path, found[0]] += 1
        yield Found(words.path, f'"{found[0]}" {message}', found[0], nth)


#: What asks about an applicant's own health. Words of the field, such as mental health services or
#: long-term conditions, are not among them.
_ABOUT_HEALTH = re.compile(
    r"(?<!\w)(?:sick(?:ness)? (?:record|absences?|leave|days?)|days? (?:off )?sick|time off sick"
    r"|medical (?:history|questionnaire|forms?|examination|fitness)"
    r"|health (?:questionnaire|declaration|history|form)|your (?:\w+ )?health"
    r"|(?:have|has|having|had|suffer from) (?:a|any) (?:[\w-]+ ){0,2}?"
    r"(?:disabilit(?:y|ies)|illness(?:es)?|(?:medical |health )?(?:conditions?|problems?))"
    r"|are you (?:\w+ )?disabled|illness or disability|physical requirements"
    r"|taking (?:any )?medication)(?!\w)",
    re.IGNORECASE,
)
#: Asking what an applicant needs for the interview is lawful (section 60, subsection 6(a)).
_FOR_THE_INTERVIEW = re.compile(
    r"adjustments?\b.*\b(?:interview|assessment|application|recruitment)"
    r"|(?:interview|assessment)\b.*\badjustments?\b",
    re.IGNORECASE,
)
#: Stages that come before an offer.
_BEFORE_AN_OFFER = {"application", "interview", "test", "presentation", "references"}


@role_rule(
    Rule(
        "health-question-before-offer",
        "Fairness",
        "Health or disability is asked about before an offer is made.",
        "An employer may not ask about an applicant's health before it has offered work, but for "
        "a few reasons: adjustments for the interview, monitoring, or whether a person can carry "
        "out a task that is intrinsic to the work. Then name the task, and waive this.",
        "Equality Act 2010, section 60 (enquiries about disability and health)",
        f"{_ACT}60",
        level="warning",
    )
)
def health_question(role: RoleFile) -> Iterator[Found]:
    """Find questions about health, and criteria about health that are assessed before an offer."""
    for words in role.texts:
        if _asked_on_application(words):
            found = _ABOUT_HEALTH.search(words.text)
            if found and not _FOR_THE_INTERVIEW.search(words.text):
                yield Found(
                    words.path,
                    f'"{found[0]}" asks about health before an offer; take it out, and ask after '
                    "you have offered the work",
                    found[0],
                )
    for asked in role.criteria:
        stages = sorted(_BEFORE_AN_OFFER.intersection(asked.assessed_by))
        if stages and (found := _ABOUT_HEALTH.search(asked.text)):
            yield Found(
                asked.path,
                f'"{found[0]}" is assessed by {" and ".join(stages)}, which is before an offer; '
                "name the task that the work cannot do without, or move it to checks: under "
                "health, for after the offer",
                found[0],
            )


def _asked_on_application(words: Words) -> bool:
    return "application" in words.path and any(
        part in words.path for part in ("questions", "documents", "guidance", "form")
    )
