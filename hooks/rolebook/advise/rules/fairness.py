"""Advice on wording and demands that put off people who could do the work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rolebook.advise.coded_words import CodedWord, coded_word
from rolebook.advise.library import RoleFile
from rolebook.advise.phrases import Phrases
from rolebook.advise.rule import Found, Rule, role_rule
from rolebook.advise.texts import Words
from rolebook.base.suggestions import shortened

_TOKEN = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
#: The parts of a role that say what is asked of a person.
_ASKED = ("person_specification", "requirements")
_OF = {"masculine": "men", "feminine": "women"}


@role_rule(
    Rule(
        "gender-coded-word",
        "Fairness",
        "A word of the advert or of what is asked for is one that readers link with one gender.",
        "In experiments, women found work less appealing when its advert held many words of the "
        "masculine list. Each word is told once for each role. Words that name the work are not "
        "told; add your own under words_of_the_field in site_config/advice.yaml.",
        "Gaucher, D., Friesen, J. and Kay, A. C. (2011), Evidence that gendered wording in job "
        "advertisements exists and sustains gender inequality, Journal of Personality and Social "
        "Psychology 101(1); the list as in Gender Decoder by Kat Matfield",
        "https://doi.org/10.1037/a0022530",
    )
)
def gender_coded_word(role: RoleFile) -> Iterator[Found]:
    """Find each coded word once, at its first place."""
    allowed = {word.casefold() for word in role.content.advice.words_of_the_field}
    places: dict[CodedWord, list[tuple[Words, re.Match[str]]]] = {}
    for words in (*role.advert, *role.asked):
        for match in _TOKEN.finditer(words.text):
            small = match[0].casefold()
            coded = coded_word(small)
            if (
                coded
                and small not in allowed
                and (not coded.only_asked or words.path[0] in _ASKED)
                and coded.is_meant(words.text[match.end() :])
            ):
                places.setdefault(coded, []).append((words, match))
    for coded, found in places.items():
        words, match = found[0]
        times = f", and stands {len(found)} times in this file" if len(found) > 1 else ""
        yield Found(
            words.path,
            f'"{match[0]}" is a word that readers link with {_OF[coded.coded]}{times}; write '
            f"{coded.instead}",
            match[0],
        )


_COUNT = (
    r"(?:[0-9]{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|several|many)"
    r"(?: ?(?:\+|plus|to|-|–|or) ?(?:[0-9]{1,2}|more|three|four|five))?"
)
#: A length of time that is asked for: "two years' experience", "one year of work with children".
_YEARS = Phrases(
    {
        "year": (
            rf"{_COUNT}\+? years?['’]?(?: or more)?(?: of)?"
            r"(?: [\w'’,/-]+){0,4}? (?:experience|work|practice|working)",
            r"experience(?: [\w'’-]+){0,5}? (?:of|for) (?:at least |over |more than )?"
            rf"{_COUNT} years?",
        )
    }
)


@role_rule(
    Rule(
        "years-of-experience",
        "Fairness",
        "Experience is asked for by its length in years.",
        "Years tell how long somebody has been there, and not what they can do. They shut out "
        "younger people and people who have had time away. Where a law or a professional body asks "
        "for the years, waive this and say so.",
        "Equality Act 2010, section 19 (indirect discrimination, here by age)",
        "https://www.legislation.gov.uk/ukpga/2010/15/section/19",
    )
)
def years_of_experience(role: RoleFile) -> Iterator[Found]:
    """Find demands for years of experience, once for each way of saying it."""
    for words in _asked_of_people(role):
        if found := _YEARS.first_in(words):
            yield Found(
                words.path,
                f'"{shortened(found[0])}" counts years; write what the person should have done or '
                "be able to do",
                found[0],
            )


_OWN = r"(?:own|have|has|with|access to|use of|need) (?:a |your own |their own |own )?"
_CAR = Phrases(
    {
        "car": (rf"{_OWN}car", r"car[ -]owners?", r"own car"),
        "vehicle": (rf"{_OWN}vehicle", r"own vehicle"),
        "transport": (r"(?:have|has|with|access to) (?:your |their )?own transport",),
        "licen": r"(?:full|clean|valid|current)(?:, \w+)*(?: UK)? driving licen[cs]e",
        "driver": r"(?:a |car |be a )driver",
    }
)


@role_rule(
    Rule(
        "car-owner",
        "Fairness",
        "A car or a driving licence is asked for.",
        "Many disabled people cannot drive, and a car is dear. Most travel can be done in another "
        "way. Where driving is the work itself, waive this and say so.",
        "Equality Act 2010, section 19 (indirect discrimination, here by disability) and section "
        "20 (reasonable adjustments)",
        "https://www.legislation.gov.uk/ukpga/2010/15/section/19",
    )
)
def car_owner(role: RoleFile) -> Iterator[Found]:
    """Find cars and licences among what is asked for, and among the facts of travel."""
    instead = 'write "able to travel", and to where'
    for words in _asked_of_people(role):
        if found := _CAR.first_in(words):
            message = f'"{found[0]}" shuts out people who travel in another way; {instead}'
            yield Found(words.path, message, found[0])
    travel = role.role.place.travel if role.role.place else None
    if travel and travel.driving in ("licence", "licence-and-car"):
        yield Found(
            ("place", "travel", "driving"),
            f"{travel.driving} shuts out people who travel in another way; write not-needed, and "
            "say under detail where the person must be able to go",
        )


_DEGREE = Phrases(
    {
        "degree": r"(?:(?:under|post)?graduate )?degree(?! of )",
        "bsc": "BSc",
        "msc": "MSc",
        "bachelor": "Bachelor['’]s",
        "master'": "Master's",
        "master’": "Master’s",
    }
)
_ALTERNATIVE = re.compile(
    r"equivalent|(?<!\w)or (?:(?:\w+[ -]){0,4})?(?:experience|qualification|diploma|training|"
    r"certificate|NVQ|apprenticeship|willing|working towards)|experience in place",
    re.IGNORECASE,
)


@role_rule(
    Rule(
        "degree-without-equivalent",
        "Fairness",
        'A degree is asked for, without "or equivalent".',
        "A degree stands for what a person knows, which may have been learnt in another way or in "
        "another country. Where a law or a professional body asks for the degree, waive this and "
        "say so.",
        "Equality Act 2010, section 19 (indirect discrimination)",
        "https://www.legislation.gov.uk/ukpga/2010/15/section/19",
    )
)
def degree_without_equivalent(role: RoleFile) -> Iterator[Found]:
    """Find degrees to which nothing is accepted as equal."""
    for words in _asked_of_people(role):
        if "any_of" in words.path or "questions" in words.path:
            continue  # the others of the list are what is accepted in its place
        found = _DEGREE.first_in(words)
        if found and not _ALTERNATIVE.search(words.text):
            yield Found(
                words.path,
                f'"{found[0]}" leaves out people who have learnt the same in another way; add "or '
                'equivalent", or say which experience counts',
                found[0],
            )


def _asked_of_people(role: RoleFile) -> Iterator[Words]:
    """List the texts that say whom the employer wants."""
    in_advert = ("introduction", "who_should_apply", "who_cannot_apply")
    for words in role.texts:
        path = words.path
        if (
            path[0] in _ASKED
            or (path[0] == "advert" and path[1] in in_advert)
            or "questions" in path
        ):
            yield words
