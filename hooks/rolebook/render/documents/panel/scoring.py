"""The scale on which a panel scores criteria; every paper takes it from here."""

from __future__ import annotations

from dataclasses import dataclass

from rolebook.render.documents.document_data import Json


@dataclass(frozen=True)
class Score:
    """One step of the scale."""

    points: int
    words: str
    meaning: str


SCALE = (
    Score(0, "Not shown", "No evidence that the criterion is met"),
    Score(1, "Partly shown", "Some evidence, with gaps that matter"),
    Score(2, "Met", "Clear evidence that the criterion is met"),
    Score(3, "Strongly met", "Evidence of more than the criterion asks for"),
)
#: The least score by which a criterion is met.
MET_FROM = 2
HIGHEST = SCALE[-1].points


def scale_data() -> list[Json]:
    """Give the scale to a template."""
    return [
        {"points": str(score.points), "words": score.words, "meaning": score.meaning}
        for score in SCALE
    ]
