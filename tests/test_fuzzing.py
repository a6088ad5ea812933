"""A small share of what ``make fuzz`` does, the same files each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from from_model import maker_for
from fuzzing import PUBLISHED, REFUSED, copied, judge_some
from outputs import COMPLETE, Outputs


def test_files_by_chance_lose_no_word_and_end_in_no_traceback(tmp_path: Path) -> None:
    outputs = Outputs(COMPLETE)
    maker = maker_for(outputs.content)
    project = copied(tmp_path)
    outcomes: Counter[tuple[str, str]] = Counter()

    def tell(kind: str, text: str, judged: Callable[[], str]) -> None:
        outcomes[kind, judged()] += 1

    @settings(
        max_examples=12,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def run(chance: st.DataObject) -> None:
        judge_some(chance, outputs, maker, project, tell)

    run()
    # Chance must reach both ends: what is sound is published, and most of what is broken refused.
    assert {outcome for kind, outcome in outcomes if kind == "sound role"} == {PUBLISHED}
    assert outcomes["broken role", REFUSED] > outcomes["broken role", PUBLISHED] > 0
