"""The files of site_config/ as models: those that hold records by id, and the settings."""

from __future__ import annotations

from typing import Any

from pydantic import Field, create_model

from rolebook.model.advice_settings import AdviceSettings
from rolebook.model.content import CATALOGUE_RECORDS
from rolebook.model.site_config import SiteSettings
from rolebook.model.values.fields import Id, Notes, Record


def _file_of(name: str, record: type[Record]) -> type[Record]:
    """Make the model of a file that holds records by id under its own name, and notes."""
    fields: dict[str, Any] = {
        name: (dict[Id, record], Field(default_factory=dict)),  # type: ignore[valid-type]
        "notes": (Notes | None, None),
    }
    return create_model(f"{record.__name__}File", __base__=Record, **fields)


class SiteFile(SiteSettings):
    """Words and look of the site as a whole."""

    notes: Notes | None = None
    """For the people who edit this file"""


#: The files of site_config/ that hold records by id.
CATALOGUES: dict[str, type[Record]] = {
    name: _file_of(name, record) for name, record in CATALOGUE_RECORDS.items()
}
#: What those that hold settings are called in a sentence.
SETTINGS_NOUNS = {"site": "the site as a whole", "advice": "what advice is measured against"}
#: Every file of site_config/ by its name.
SITE_CONFIG_FILES: dict[str, type[Record]] = {
    "site": SiteFile,
    **CATALOGUES,
    "advice": AdviceSettings,
}
