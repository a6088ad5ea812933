"""What advice is measured against: limits that the employer sets, and rates of pay with sources."""

from __future__ import annotations

from decimal import Decimal

from rolebook.model.values.fields import Count, Day, Money, Notes, Percent, Record, Text

from .site_config import Source


class MinimumWage(Record):
    """The rates of the National Minimum Wage from one day on, in pounds an hour."""

    effective_from: Day
    """First day on which the rates hold"""
    adult: Money
    """National Living Wage: workers aged 21 and over"""
    apprentice: Money | None = None
    """Apprentices under 19, or in the first year of their apprenticeship"""
    source: Source
    """Where the figures were read"""


class RealLivingWage(Record):
    """The rates of the voluntary real Living Wage from one day on, in pounds an hour."""

    effective_from: Day
    """Day by which employers that pledge it pay the rates"""
    uk: Money
    """Outside London"""
    london: Money
    """In London"""
    source: Source
    """Where the figures were read"""


class AdviceSettings(Record):
    """What advice is measured against."""

    widest_pay_range: Percent = Decimal(30)
    """How far the highest pay may lie above the lowest before it is told: 30%"""
    most_essential_criteria: Count = 12
    """How many essential criteria a role may have before it is told"""
    longest_sentence: Count = 35
    """How many words a sentence may have before it is told"""
    reading_age: Count = 18
    """Age, in years, at which the advert should be easy to read"""
    longest_advert: Count = 500
    """How many words an advert may have before it is told"""
    words_of_the_field: tuple[Text, ...] = ()
    """Words that are never told as gender-coded, because they name the work: nurturing"""
    known_acronyms: tuple[Text, ...] = ()
    """Acronyms that every candidate knows, beside those that are known to all: SEND"""
    minimum_wage: tuple[MinimumWage, ...] = ()
    """Rates of the National Minimum Wage, in place of those that come with Rolebook"""
    real_living_wage: tuple[RealLivingWage, ...] = ()
    """Rates of the real Living Wage, in place of those that come with Rolebook"""
    notes: Notes | None = None
    """For the people who edit this file"""
