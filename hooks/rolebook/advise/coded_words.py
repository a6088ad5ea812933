"""Words that readers link with one gender, and what to write instead.

The stems are those of Gaucher, Friesen and Kay (2011), as Kat Matfield's Gender Decoder lists them
for English. A stem such as "respon" takes in "responsible", so here each stem stands as the whole
words that describe a person. Left out are the stems that name the work itself in health, care,
education and management, where they say nothing of who is wanted:

- feminine: child, collaborate, commit, communal, connect, cooperate, depend, emotional, empathy,
  compassion, feel, inclusive, interpersonal, kind, respond and responsible, sensitive, share,
  support, together, trust, understand
- masculine: active, analyse, autonomy, challenge, competence, decide and decision, determine (to
  find out), force, hierarchy, individual, lead and leader, logic, objective, opinion, principle
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal


@dataclass(frozen=True)
class CodedWord:
    """A word in all its forms; ``instead`` is what may be said in its place.

    ``unless`` is what follows where the word means something else. ``only_asked`` marks words that
    describe clients and services as often as applicants, and count only in what is asked for.
    """

    forms: str
    coded: Literal["masculine", "feminine"]
    instead: str
    unless: str = ""
    only_asked: bool = False

    def is_meant(self, after: str) -> bool:
        """Whether the word describes a person, by what follows it."""
        return not (self.unless and re.match(self.unless, after))


def _masculine(forms: str, instead: str, unless: str = "") -> CodedWord:
    return CodedWord(forms, "masculine", instead, unless)


def _feminine(forms: str, instead: str) -> CodedWord:
    return CodedWord(forms, "feminine", instead)


CODED_WORDS = (
    _masculine("adventurous(?:ly)?", '"ready to try new ways of working"'),
    _masculine(
        "aggressive(?:ly)?|aggression", "what is to be done, and by when", " (?:behaviour|inciden)"
    ),
    _masculine("ambitio(?:us|usly|n|ns)", '"wants to develop"'),
    _masculine("assertive(?:ly|ness)?", '"able to state a view clearly"'),
    _masculine("athletic", "the task that needs strength"),
    _masculine("battl(?:e|es|ing)", '"work on"'),
    _masculine("boast(?:s|ing)?", '"has"'),
    _masculine("champion(?:s|ed|ing)?", '"speak up for" or "promote"'),
    _masculine("competitive(?:ly)?", "what a person does, or the pay in pounds"),
    _masculine("confident(?:ly)?", 'what the person can do, such as "able to use"'),
    _masculine("courag(?:e|eous|eously)", '"able to raise a difficult matter"'),
    _masculine("decisive(?:ly|ness)?", '"able to make decisions"'),
    _masculine("defend(?:s|ing)?", '"explain" or "protect"'),
    _masculine(
        "determined|determination", '"keeps going when work is hard"', " (?:by|in|at|on|from)"
    ),
    _masculine("dominant|dominate(?:s|d)?", '"leading"'),
    _masculine("driven", '"motivated"', " (?:by|to|from)"),
    _masculine("fearless(?:ly)?", '"willing to ask questions"'),
    _masculine("fight(?:s|ing|er)?", '"work for"'),
    _masculine("forceful(?:ly)?", '"clear"'),
    _masculine("head-?strong", '"clear in your views"'),
    _masculine("impulsive(?:ly)?", '"quick to act"'),
    CodedWord(
        "independent(?:ly)?",
        "masculine",
        '"on your own initiative"',
        " (?:li[fv]|fostering|agenc|school|sector|provider|advoca|advi[cs]|hospital|of |from )",
        only_asked=True,
    ),
    _masculine("intellect", '"able to learn"'),
    _masculine("opinionated|outspoken", '"able to give a view"'),
    _masculine("persistent(?:ly)?", '"keeps going"'),
    _masculine("reckless(?:ly)?", '"quick"'),
    _masculine(
        "self-?(?:confident|confidence|reliant|reliance|sufficient)", '"able to work alone"'
    ),
    _masculine("stubborn(?:ly)?", '"keeps going"'),
    _masculine("superior", '"very good"'),
    _feminine("affectionate(?:ly)?", '"friendly"'),
    _feminine("cheerful(?:ly)?|cheery", '"friendly"'),
    _feminine("considerate(?:ly)?", '"respectful"'),
    _feminine("gentl(?:e|y|eness)", '"calm"'),
    _feminine("loyal(?:ly|ty)?", "what the person does"),
    _feminine("modest(?:y|ly)?", "what the person does"),
    _feminine("nurtur(?:e|es|ed|ing)", '"help to grow" or "develop"'),
    _feminine("pleasant(?:ly)?", '"polite and clear"'),
    _feminine("quiet(?:ly)?", '"calm"'),
    _feminine("submissive(?:ly)?", '"able to follow instructions"'),
    _feminine("sympath(?:y|etic|etically)", '"able to listen"'),
    _feminine("tender(?:ly|ness)", '"careful"'),
    _feminine("warm(?:th|ly)?|warm-hearted", '"friendly"'),
    _feminine("yielding", '"flexible"'),
)


@lru_cache(maxsize=50_000)
def coded_word(word: str) -> CodedWord | None:
    """Give the coded word of which ``word``, in small letters, is a form."""
    return next((coded for coded in CODED_WORDS if re.fullmatch(coded.forms, word)), None)
