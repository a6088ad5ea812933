"""The files of site_config/ as models: those that hold records by id, and the settings."""

from __future__ import annotations

from typing import Any

from pydantic import Field, create_model

from rolebook.model.content import CATALOGUE_RECORDS
from rolebook.model.fields import Id, Notes, Record
from rolebook.model.site import SiteSettings


def _file_of(name: str, record: type[Record]) -> type[Record]:
    """Make the model of a file that holds records by id under its own name, and notes."""
    fields: dict[str, Any] = {
        name: (dict[Id, record], Field(default_factory=dict)),  # type: ignore[valid-type]
        "notes": (Notes | None, None),
    }
    return create_model(f"{record.__name__}File", __base__=Record, **fields)


class SiteFile(SiteSettings):
    """The file ``site_config/site.yaml``."""

    notes: Notes | None = None


#: The files of site_config/ that hold records by id.
CATALOGUES: dict[str, type[Record]] = {
    name: _file_of(name, record) for name, record in CATALOGUE_RECORDS.items()
}
