"""What is checked before someone starts."""

from __future__ import annotations

from typing import Literal

from rolebook.model.values.fields import Prose, Record, YesNo

DISCLOSURE_NAMES = {
    "none": "No criminal record check",
    "basic": "Basic DBS check",
    "standard": "Standard DBS check",
    "enhanced": "Enhanced DBS check",
    "enhanced-with-barred-lists": "Enhanced DBS check with barred lists",
}


class PreEmploymentChecks(Record):
    """Checks and permissions.

    Levels of disclosure are those of the Disclosure and Barring Service for England and Wales.
    """

    disclosure: (
        Literal["none", "basic", "standard", "enhanced", "enhanced-with-barred-lists"] | None
    ) = None
    """Level of the criminal record check"""
    right_to_work: YesNo | None = None
    """Whether proof of the right to work in the UK is asked for"""
    sponsorship: YesNo | None = None
    """Whether the employer can sponsor a visa"""
    health: Prose | None = None
    """Health clearance after an offer"""
    detail: Prose | None = None
    """Anything to add in words"""
