"""Whether the values of an employer's own fields are of the kind that each field takes."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.check.reading import Finding
from rolebook.model.role import Role

from .known_ids import Known


def custom_field_findings(role: Role, known: Known) -> Iterator[Finding]:
    """Find the values that a field does not take; a field that is not known is found elsewhere."""
    fields = known.get("custom_fields") or {}
    for id_, typed in role.custom_fields.items():
        field = fields.get(id_)
        if field is not None and (wrong := field.problem(typed)):
            yield Finding(("custom_fields", id_), wrong)
