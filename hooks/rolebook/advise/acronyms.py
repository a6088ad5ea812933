"""Which acronyms a role uses, and which of them it spells out."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: Known to everybody who may apply, so that spelling them out would only take room.
_KNOWN = (
    "UK GB EU US USA BBC NHS GP GPs IT HR CV PDF TV MP MPs ID PC PCs AM PM BA BSc MA MSc MBA PhD "
    "GCSE GCSEs BTEC NVQ HND HNC VAT PA FAQ URL USB PIN DVD CD SMS DIY OK HGV LGV PCV AI QR ISBN "
    "COVID BSL LGBT LGBTQ DBS FTE TBC GDPR SQL HTML CSS API BI CSV XML"
)
KNOWN_TO_ALL = frozenset(_KNOWN.split())
#: Words that people put in capitals to shout, and that are no acronyms.
_SHOUTED = (
    "ALL AND ANY APPLY ASAP BE BEFORE BUT CAN CLOSING DATE DO ESSENTIAL EVERY FOR IMPORTANT IN IS "
    "JOB MUST NEED NEW NO NOT NOTE NOW OF OFFER ONLY OR PAY PLEASE ROLE STOP THE THIS TO URGENT "
    "URGENTLY WANTED WE WILL YES YOU YOUR"
)
SHOUTED = frozenset(_SHOUTED.split())

_CAPITALS = re.compile("[A-Z][A-Z0-9&]")
_ACRONYM = re.compile(r"(?<![\w&./@-])[A-Z](?:[A-Z0-9]|&(?=[A-Z])){1,5}s?(?![\w@-])")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
#: "NHSE (NHS England)", "VCSE (voluntary, community or social enterprise)", "ISP stands for …".
_BEFORE_WORDS = re.compile(
    r"([A-Z][A-Z0-9&]{1,5})s?(?: \([^()]*[a-z]{3,}[^()]*\)|,? (?:stands for|is short for|means) )"
)
_ENDS_WITH_WORD = re.compile(r"[a-z]{2,}['’]?s?[\"”]? ?$")
_WORD_WITHIN = re.compile(r"[a-z]{3,}")
_WITH_NUMBER = re.compile(r"[A-Z]+[0-9]+")


def acronyms_in(text: str) -> list[str]:
    """List the acronyms of a text as they stand there, each time that they do.

    >>> acronyms_in("Work with the CYP team and SENCOs")
    ['CYP', 'SENCOs']
    """
    if text.isupper() or not _CAPITALS.search(text):
        return []
    return [
        found for found in _ACRONYM.findall(text) if found not in SHOUTED and found.strip("s") != ""
    ]


def spelled_out(texts: Iterable[str]) -> frozenset[str]:
    """Give the acronyms that stand beside the words that they are short for."""
    found: set[str] = set()
    for text in texts:
        for bracketed in _IN_BRACKETS.finditer(text) if "(" in text else ():
            # Words before the bracket, or within it, are what the letters stand for.
            before = text[: bracketed.start()]
            if _ENDS_WITH_WORD.search(before[-30:]) or _WORD_WITHIN.search(bracketed[1]):
                found.update(singular(name) for name in _ACRONYM.findall(bracketed[1]))
        if _CAPITALS.search(text):
            found.update(singular(name) for name in _BEFORE_WORDS.findall(text))
    return frozenset(found)


def singular(acronym: str) -> str:
    """Give an acronym without the s of its plural."""
    return acronym[:-1] if acronym.endswith("s") and acronym[:-1].isupper() else acronym


def is_known(acronym: str, also: Iterable[str]) -> bool:
    """Whether everybody knows it, or it is a code with a number, such as M25."""
    names = {acronym, singular(acronym)}
    return bool(names & KNOWN_TO_ALL or names.intersection(also) or _WITH_NUMBER.fullmatch(acronym))
