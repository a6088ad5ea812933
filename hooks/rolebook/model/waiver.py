"""Advice that an employer has decided not to follow for a time, and why."""

from __future__ import annotations

from rolebook.model.values.fields import Day, Id, Record, Text


class Waiver(Record):
    """One rule of advice that is not to be told about this file until a day."""

    rule: Id
    """Id of the rule, as it stands in square brackets after the advice"""
    reason: Text
    """Why the advice is not followed"""
    until: Day
    """Last day of the waiver; from the next day on, the advice is told again"""
