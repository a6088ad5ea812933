"""The kinds of value that a YAML file may hold, each read from the text that a person typed.

The reader hands over every scalar as the text in the file, so the field decides what it means:
``0042`` stays a reference, ``9:30`` a time and ``no`` an answer. Each kind refuses what it cannot
read with a sentence that says what to type instead.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, Field, PlainValidator

from rolebook.base import prose
from rolebook.base.dates import LONDON

from . import colours, figures, times, words
from .record import Record, check_only_one, check_range, refuse, refuse_field
from .times import parse_day, parse_month
from .words import id_for, length_problem, name_for

__all__ = [
    "LONDON",
    "AnnualMoney",
    "ClockTime",
    "Closing",
    "Colour",
    "Count",
    "CriterionText",
    "Day",
    "Email",
    "Fte",
    "HostAddress",
    "Hours",
    "Id",
    "Money",
    "Month",
    "Name",
    "Notes",
    "Number",
    "Opening",
    "Percent",
    "Phone",
    "Postcode",
    "Prose",
    "Record",
    "Text",
    "WebAddress",
    "YesNo",
    "check_only_one",
    "check_range",
    "id_for",
    "length_problem",
    "name_for",
    "parse_day",
    "parse_month",
    "refuse",
    "refuse_field",
]

#: One line of plain words.
Text = Annotated[str, PlainValidator(words.read_text, json_schema_input_type=str)]
#: A title or a reference.
Name = Annotated[str, PlainValidator(words.read_name, json_schema_input_type=str)]
#: One line of plain words that fits in a row of a table.
CriterionText = Annotated[str, PlainValidator(words.read_criterion, json_schema_input_type=str)]
#: Words that may hold paragraphs, emphasis, strong, links and lists in Markdown.
Prose = Annotated[
    prose.Prose,
    PlainValidator(words.read_words, json_schema_input_type=str),
    Field(description="Markdown"),
]
#: Words for the people who edit a file: kept as typed, and never published.
Notes = Annotated[str, PlainValidator(words.read_notes, json_schema_input_type=str)]
#: A stable name: small letters, digits and hyphens.
Id = Annotated[
    str, PlainValidator(words.read_id, json_schema_input_type=str), Field(pattern=words.ID.pattern)
]
#: Pounds.
Money = Annotated[Decimal, PlainValidator(figures.read_money, json_schema_input_type=Decimal | str)]
#: Pounds for a full-time year.
AnnualMoney = Annotated[Money, AfterValidator(figures.enough_for_a_year)]
#: Hours a week.
Hours = Annotated[Decimal, PlainValidator(figures.read_hours, json_schema_input_type=Decimal)]
#: A number that counts nothing in particular.
Number = Annotated[Decimal, PlainValidator(figures.read_number, json_schema_input_type=Decimal)]
#: Share of a full-time post, more than 0 and at most 1.
Fte = Annotated[Decimal, PlainValidator(figures.read_fte, json_schema_input_type=Decimal)]
#: A whole number of 1 or more.
Count = Annotated[int, PlainValidator(figures.read_count, json_schema_input_type=int)]
#: Hundredths; 80% is 80.
Percent = Annotated[Decimal, PlainValidator(figures.read_percent, json_schema_input_type=str)]
#: An answer.
YesNo = Annotated[bool, PlainValidator(figures.read_yes_no, json_schema_input_type=bool | str)]
#: A day of the calendar.
Day = Annotated[dt.date, PlainValidator(parse_day, json_schema_input_type=str)]
#: A date and time on the clocks of London, by which something must be in.
Closing = Annotated[dt.datetime, PlainValidator(times.read_closing, json_schema_input_type=str)]
#: A date and time from which something is shown.
Opening = Annotated[dt.datetime, PlainValidator(times.read_opening, json_schema_input_type=str)]
#: A time of day on the clocks of London.
ClockTime = Annotated[dt.time, PlainValidator(times.read_clock_time, json_schema_input_type=str)]
#: The first day of a month.
Month = Annotated[dt.date, PlainValidator(parse_month, json_schema_input_type=str)]
HostAddress = Annotated[str, PlainValidator(words.read_host, json_schema_input_type=str)]
WebAddress = Annotated[str, PlainValidator(words.read_web_address, json_schema_input_type=str)]
Email = Annotated[str, PlainValidator(words.read_email, json_schema_input_type=str)]
Phone = Annotated[str, PlainValidator(words.read_phone, json_schema_input_type=str)]
Postcode = Annotated[str, PlainValidator(words.read_postcode, json_schema_input_type=str)]
Colour = Annotated[str, PlainValidator(colours.read_colour, json_schema_input_type=str)]
