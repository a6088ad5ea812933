"""How hard a text is to read, worked out from the length of its words and sentences."""

from __future__ import annotations

from collections.abc import Iterable

from .texts import words_of

#: A grade of school in the United States, plus this, is the age in years at its start.
_AGE_OF_FIRST_GRADE = 5
#: Shorter texts say nothing of how hard an advert is to read.
LEAST_WORDS = 100


def reading_age(sentences: Iterable[str]) -> int | None:
    """Give the age in years at which a text is read with ease; None where it is too short.

    The Automated Readability Index: 4.71 × letters a word + 0.5 × words a sentence − 21.43 is a
    grade of school (Smith and Senter, Automated Readability Index, AMRL-TR-66-220, 1967). It
    counts letters and not syllables, so it needs no dictionary and gives the same everywhere.
    """
    count = letters = number = 0
    for sentence in sentences:
        words = words_of(sentence)
        if words:
            number += 1
            count += len(words)
            letters += sum(sign.isalnum() for word in words for sign in word)
    if count < LEAST_WORDS:
        return None
    grade = 4.71 * letters / count + 0.5 * count / number - 21.43
    return max(_AGE_OF_FIRST_GRADE, round(grade) + _AGE_OF_FIRST_GRADE)
