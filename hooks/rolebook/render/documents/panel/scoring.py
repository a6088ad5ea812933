"""The scale on which a panel scores criteria; every paper takes it from here."""

from __future__ import annotations

from dataclasses import dataclass

from rolebook.base.words import Words
from rolebook.render.documents.document_data import Json


@dataclass(frozen=True)
class Score:
    """One step of the scale."""

    points: int
    words: str
    meaning: str


#: The points of the scale, from the lowest to the highest.
POINTS = (0, 1, 2, 3)
#: The least score by which a criterion is met.
MET_FROM = 2
HIGHEST = POINTS[-1]


def scale_of(words: Words) -> tuple[Score, ...]:
    """Give the scale in words."""
    return tuple(
        Score(points, words(f"scores.{points}"), words(f"score_meanings.{points}"))
        for points in POINTS
    )


def scale_in_a_line(words: Words) -> str:
    """Give the scale where it is only called to mind."""
    return "; ".join(words(f"scores_in_a_line.{points}", points=points) for points in POINTS)


def scale_data(words: Words) -> list[Json]:
    """Give the scale to a template."""
    return [
        {"points": str(score.points), "words": score.words, "meaning": score.meaning}
        for score in scale_of(words)
    ]
