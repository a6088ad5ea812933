"""The rates of the minimum wage and of the real Living Wage that come with Rolebook."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from rolebook.check.shape.records import read_record
from rolebook.model.advice_settings import AdviceSettings
from rolebook.read.source_file import read_source_file


@lru_cache(maxsize=1)
def packaged_rates() -> AdviceSettings:
    """Give the rates, each with the day from which it is due and its source."""
    path = Path(__file__).with_suffix(".yaml")
    record = read_record(
        AdviceSettings, read_source_file(path.name, path.read_text("utf-8"))
    ).record
    assert record is not None, "a test reads it"
    return record
