"""Advice on what makes a role hard to read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rolebook.advise.acronyms import SHOUTED, acronyms_in, is_known, singular, spelled_out
from rolebook.advise.library import RoleFile
from rolebook.advise.readability import reading_age
from rolebook.advise.rule import Found, Rule, role_rule
from rolebook.advise.texts import words_of
from rolebook.base.document_tree import section_words
from rolebook.base.suggestions import shortened
from rolebook.enrich.sections.duties import duty_section

#: Beyond the age at which people leave university, the index tells nothing apart.
_GRADUATES = 22
_GOV_UK = "https://www.gov.uk/guidance/content-design/writing-for-gov-uk"


@role_rule(
    Rule(
        "long-sentence",
        "Clarity",
        "A sentence has more words than longest_sentence in site_config/advice.yaml allows (35 "
        "where it says nothing).",
        "Long sentences are lost on people who read little, who read in a second language, or who "
        "listen to a screen reader. GOV.UK looks again at every sentence of more than 25 words.",
        "Government Digital Service, Writing for GOV.UK, on short sentences",
        _GOV_UK,
    )
)
def long_sentence(role: RoleFile) -> Iterator[Found]:
    """Find sentences that are too long."""
    longest = role.content.advice.longest_sentence
    for words in role.texts:
        for sentence in words.sentences if words.text.count(" ") >= longest else ():
            # A sentence without so many spaces has not so many words.
            count = len(words_of(sentence)) if sentence.count(" ") >= longest else 0
            if count > longest:
                yield Found(
                    words.path,
                    f"this sentence has {count} words, where {longest} are as many as people read "
                    f'with ease ("{shortened(sentence, 40)}"); write two sentences, or a list',
                    " ".join(sentence.split()[:4]),
                )


@role_rule(
    Rule(
        "reading-age",
        "Clarity",
        "The advert is harder to read than reading_age in site_config/advice.yaml allows (18 where "
        "it says nothing).",
        "Nine years is the age that GOV.UK writes for. An advert for a profession may ask more of "
        "its readers, and still gains from short words. The age is worked out by the Automated "
        "Readability Index, from the letters of words and the words of sentences in the title, the "
        "summary, the purpose and the advert.",
        "Smith, E. A. and Senter, R. J. (1967), Automated Readability Index, AMRL-TR-66-220; "
        "Government Digital Service, Writing for GOV.UK, on reading age",
        _GOV_UK,
    )
)
def hard_to_read(role: RoleFile) -> Iterator[Found]:
    """Find adverts that are hard to read."""
    texts = [words for words in role.advert if words.path[0] != "title"]
    sentences = [sentence for words in texts for sentence in words.sentences]
    age, target = reading_age(sentences), role.content.advice.reading_age
    if age is not None and age > target:
        hardest = max(texts, key=lambda words: len(words.text))
        longest = max(sentences, key=lambda sentence: len(words_of(sentence)))
        years = f"{age} years" if age <= _GRADUATES else f"more than {_GRADUATES} years"
        yield Found(
            hardest.path,
            f"the advert reads as for people of {years}, where {target} is the target; write "
            f'shorter sentences and words, beginning with "{shortened(longest, 40)}"',
        )


@role_rule(
    Rule(
        "acronym-not-spelled-out",
        "Clarity",
        "An acronym is never spelled out on the role's page.",
        "People from outside do not know it, and cannot tell whether they meet what is asked. "
        "Those that everybody knows are not told; add yours under known_acronyms in "
        "site_config/advice.yaml.",
        "Government Digital Service, Writing for GOV.UK, on abbreviations and acronyms",
        _GOV_UK,
    )
)
def acronym_not_spelled_out(role: RoleFile) -> Iterator[Found]:
    """Find each acronym that is spelled out nowhere on the page, at its first place."""
    seen: set[str] = set()
    explained: frozenset[str] | None = None
    for words in role.texts:
        for acronym in acronyms_in(words.text):
            name = singular(acronym)
            if name in seen or is_known(acronym, role.content.advice.known_acronyms):
                continue
            seen.add(name)
            if explained is None:
                explained = _explained(role)
            if name not in explained:
                yield Found(
                    words.path,
                    f'"{name}" is not spelled out anywhere on the page; write the words, and '
                    f"({name}) after them, where it stands first",
                    acronym,
                )


def _explained(role: RoleFile) -> frozenset[str]:
    """Give the acronyms that the role's page explains, shared texts and bodies included."""
    content, organisation = role.content, role.organisation
    texts = [words.text for words in role.texts]
    texts.extend(section_words(duty_section(role.role, content)))
    texts.extend(criterion.text for criterion in content.shared_criteria.values())
    if organisation.about:
        texts.append(organisation.about.plain)
    texts.extend(content.statements[id_].text.plain for id_ in organisation.statements)
    bodies = role.role.requirements.registrations if role.role.requirements else ()
    names = {content.professional_bodies[item.body].abbreviation for item in bodies}
    # The name of an employer, or of a service that is a department, is a name and not an acronym.
    own = f"{organisation.name} {organisation.part_of or ''}"
    return spelled_out(texts) | names | frozenset(acronyms_in(f"{own} is the employer"))


#: Two or more words in capitals, one after the other.
_CAPITALS = re.compile("[A-Z]{3}")
_SHOUTING = re.compile(r"(?<![\w-])[A-Z]{3,}(?:[ ,!]+[A-Z]{2,})+(?![\w-])")


@role_rule(
    Rule(
        "shouting-capitals",
        "Clarity",
        "Words are written in capitals.",
        "Capitals are harder to read, some screen readers spell them out letter by letter, and "
        "readers feel shouted at.",
        "Government Digital Service, Writing for GOV.UK, on capitals",
        _GOV_UK,
    )
)
def shouting_capitals(role: RoleFile) -> Iterator[Found]:
    """Find words in capitals that are no acronyms."""
    for words in role.texts:
        if _CAPITALS.search(words.text) and (found := _shouted(words.text)):
            yield Found(
                words.path,
                f'"{shortened(found)}" is in capitals; write it in small letters, and in **bold** '
                "where it matters",
                found,
            )


def _shouted(text: str) -> str:
    for found in _SHOUTING.finditer(text):
        parts = re.findall("[A-Z]+", found[0])
        # Acronyms beside one another are short: "CYP IAPT", "CBT, DBT".
        if any(len(part) > 6 or part in SHOUTED for part in parts):
            return found[0]
    for word in re.findall(r"(?<![\w&-])[A-Z]{2,}(?![\w&-])", text):
        if (word in SHOUTED and len(word) > 2) or len(word) > 8:
            return str(word)
    return ""


@role_rule(
    Rule(
        "long-advert",
        "Clarity",
        "The advert has more words than longest_advert in site_config/advice.yaml allows (500 "
        "where it says nothing).",
        "The advert is what people read first, mostly on a telephone. What they need later stands "
        "in the duties and in the person specification. Counted are the summary, the purpose and "
        "the advert.",
        "Limit of this project",
    )
)
def long_advert(role: RoleFile) -> Iterator[Found]:
    """Find adverts that are too long."""
    texts = [words for words in role.advert if words.path[0] != "title"]
    count = sum(len(words_of(words.text)) for words in texts)
    longest = role.content.advice.longest_advert
    if count > longest:
        path = ("advert",) if role.role.advert else ("purpose",)
        yield Found(
            path,
            f"summary, purpose and advert have {count} words together, where {longest} are as "
            "many as people read; move detail to the duties, or take out what is said twice",
        )
