"""What the employer says to win applicants, and who may apply."""

from __future__ import annotations

from rolebook.model.values.fields import Prose, Record, Text


class Advert(Record):
    """The words of the advert; facts stay in their own fields."""

    introduction: Prose | None = None
    """Opening words"""
    what_we_offer: tuple[Prose, ...] = ()
    """What the role-holder gets beyond pay"""
    benefits: tuple[Text, ...] = ()
    """Benefits of this role beyond those of the organisation"""
    about: Prose | None = None
    """About the team or service; the organisation's own words stand in site_config"""
    who_should_apply: tuple[Prose, ...] = ()
    """Who is wanted"""
    who_cannot_apply: tuple[Prose, ...] = ()
    """Who is not considered"""
