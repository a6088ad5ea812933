"""The kinds of value that a YAML file may hold, each read from the text that a person typed.

The reader hands over every scalar as the text in the file, so the field decides what it means:
``0042`` stays a reference, ``9:30`` a time and ``no`` an answer. Each kind refuses what it cannot
read with a sentence that says what to type instead.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, ValidationError
from pydantic_core import PydanticCustomError

from rolebook import prose

#: Where every date and time of a vacancy is meant.
LONDON = ZoneInfo("Europe/London")


class Record(BaseModel):
    """A mapping in a YAML file: immutable, and closed to keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


def refuse(message: str, snippet: str = "") -> PydanticCustomError:
    """Build the error that a field raises; ``message`` is shown to the recruiter as it stands.

    ``snippet`` is the piece of the value that the message is about; the problem points at it.
    """
    return PydanticCustomError("rolebook", "{message}", {"message": message, "snippet": snippet})


def refuse_field(record: BaseModel, field: str, message: str) -> ValidationError:
    """Build the error that a record raises about one of its fields."""
    return ValidationError.from_exception_data(
        type(record).__name__, [{"type": refuse(message), "loc": (field,), "input": None}]
    )


def _scalar(value: Any, wanted: str) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return str(value)
    shape = "a list" if isinstance(value, (list, tuple)) else "a set of keys"
    raise refuse(f"holds {shape}; write {wanted}")


_HTML = re.compile(r"<(?:[A-Za-z][^<>]*|/[A-Za-z][^<>]*|!--.*?--|!DOCTYPE[^<>]*)>", re.DOTALL)


def _no_html(text: str) -> str:
    found = _HTML.search(text)
    if found:
        tag = " ".join(found.group().split())
        if re.match(r"<(https?:|mailto:|tel:|[^\s<>]+@)", tag):
            raise refuse(
                f'contains "{tag}"; write a link as [words to click]({tag[1:-1]})', found.group()
            )
        raise refuse(
            f'contains the HTML "{tag}"; take it out, and write **bold** or *italic* where you '
            "need emphasis",
            found.group(),
        )
    return text


def _text(value: Any) -> str:
    text = _scalar(value, "text")
    if not text:
        raise refuse("is empty; write the text, or leave the line out")
    return _no_html(" ".join(text.split()))


def _prose(value: Any) -> prose.Prose:
    if isinstance(value, prose.Prose):
        return value
    text = _scalar(value, "text")
    if not text:
        raise refuse("is empty; write the text, or leave the line out")
    try:
        return prose.read_prose(_no_html(text))
    except prose.ProseProblem as problem:
        raise refuse(str(problem), problem.snippet) from problem


_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def id_for(text: str) -> str:
    """Give the id nearest to ``text``: lower case, digits and single hyphens.

    >>> id_for("Clinical Lead (MTA)")
    'clinical-lead-mta'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.casefold().replace("&", " and ")).strip("-")


def _id(value: Any) -> str:
    text = _scalar(value, "an id")
    if not _ID.fullmatch(text):
        better = id_for(text) or "clinical-lead"
        raise refuse(
            f'"{text}" is not an id; use small letters, digits and hyphens, such as {better}'
        )
    return text


_MONEY = re.compile(r"£?\s?(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,2})?")


def _money(value: Any) -> Decimal:
    text = _scalar(value, "an amount in pounds, such as 24772.74")
    found = _MONEY.fullmatch(text)
    if not found:
        guess = re.fullmatch(r"£?\s?([\d,]+)[,.](\d\d)", text)
        thousands = re.fullmatch(r"£?\s?(\d+(?:\.\d+)?)\s?[kK]", text)
        if guess:
            example = f"{guess[1].replace(',', '')}.{guess[2]}"
        elif thousands:
            example = str((Decimal(thousands[1]) * 1000).to_integral_value())
        else:
            example = "24772.74"
        raise refuse(
            f'"{text}" is not an amount of money; write pounds, and pence after a full stop, '
            f"such as {example}"
        )
    return Decimal(found[1].replace(",", "") + (found[2] or ""))


_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)")


def _hours(value: Any) -> Decimal:
    text = _scalar(value, "a number of hours, such as 37.5")
    clock = _CLOCK.fullmatch(text)
    if clock and int(clock[2]) < 60:
        decimal = (Decimal(clock[1]) + Decimal(clock[2]) / 60).quantize(Decimal("0.01"))
        raise refuse(
            f'"{text}" is a time of day, not a number of hours; write {decimal.normalize():f} '
            f"for {int(clock[1])} hours {int(clock[2])} minutes"
        )
    if not _NUMBER.fullmatch(text):
        raise refuse(f'"{text}" is not a number of hours; write a number alone, such as 37.5')
    number = Decimal(text)
    if not 0 < number <= 168:
        raise refuse(f'"{text}" is not a number of hours in a week; write a number up to 168')
    return number


def _number(value: Any) -> Decimal:
    text = _scalar(value, "a number, such as 1.5")
    if not _NUMBER.fullmatch(text):
        raise refuse(f'"{text}" is not a number; write digits alone, such as 1.5')
    return Decimal(text)


def _fte(value: Any) -> Decimal:
    number = _number(value)
    if not 0 < number <= 1:
        raise refuse(
            f'"{value}" is not a full-time equivalent; write a number from 0.01 to 1, where 1 is '
            "full time"
        )
    return number


def _count(value: Any) -> int:
    text = _scalar(value, "a whole number")
    if not re.fullmatch(r"\d{1,6}", text) or int(text) == 0:
        raise refuse(f'"{text}" is not a whole number of 1 or more; write digits alone, such as 2')
    return int(text)


def _percent(value: Any) -> Decimal:
    text = _scalar(value, "a percentage, such as 80%")
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s?%", text)
    if not found or Decimal(found[1]) > 100:
        bare = re.fullmatch(r"\d{1,3}", text)
        example = f"{text}%" if bare and int(text) <= 100 else "80%"
        raise refuse(f'"{text}" is not a percentage from 0% to 100%; write it as {example}')
    return Decimal(found[1])


_YES_NO = {"yes": True, "no": False, "true": True, "false": False}


def _yes_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = _scalar(value, "yes or no")
    answer = _YES_NO.get(text.casefold())
    if answer is None:
        raise refuse(f'"{text}" is neither yes nor no; write yes or no')
    return answer


_UK_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(.*)", re.DOTALL)


def _iso_guess(text: str) -> str | None:
    found = _UK_DATE.fullmatch(text)
    if not found:
        return None
    try:
        return dt.date(int(found[3]), int(found[2]), int(found[1])).isoformat() + found[4]
    except ValueError:
        return None


def parse_day(value: Any) -> dt.date:
    """Read a day of the calendar, written 2027-01-29."""
    if isinstance(value, dt.date):
        return value
    text = _scalar(value, "a date, such as 2027-01-29")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise refuse(
                f'"{text}" is not a day of the calendar; write year-month-day, such as 2027-01-29'
            ) from None
    example = _iso_guess(text) or "2027-01-29"
    raise refuse(f'"{text}" is not a date; write year-month-day, such as {example}')


def _moment(value: Any) -> dt.datetime:
    """A date and time on the clocks of London; its offset follows summer time."""
    if isinstance(value, dt.datetime):
        return value
    text = _scalar(value, "a date and time, such as 2027-01-29 23:59")
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)[ T]+(\d{1,2}:\d\d)", text)
    if not found:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            raise refuse(f'"{text}" has no time of day; add it, such as {text} 23:59')
        example = _iso_guess(text) or "2027-01-29 23:59"
        if ":" not in example:
            example += " 23:59"
        raise refuse(
            f'"{text}" is not a date and time; write year-month-day and 24-hour clock, '
            f"such as {example}"
        )
    moment = dt.datetime.combine(parse_day(found[1]), _clock_time(found[2]), LONDON)
    if moment.astimezone(dt.UTC).astimezone(LONDON).replace(fold=0) != moment:
        raise refuse(
            f'"{text}" does not exist: the clocks go forward at that hour; write a later time'
        )
    return moment


def _clock_time(value: Any) -> dt.time:
    if isinstance(value, dt.time):
        return value
    text = _scalar(value, "a time of day, such as 9:30")
    found = _CLOCK.fullmatch(text)
    if found and int(found[1]) < 24 and int(found[2]) < 60:
        return dt.time(int(found[1]), int(found[2]))
    spoken = re.fullmatch(r"(\d{1,2})(?:[:.](\d\d))?\s?([ap])\.?m\.?", text.casefold())
    example = "9:30"
    if spoken and 1 <= int(spoken[1]) <= 12:
        hour = int(spoken[1]) % 12 + (12 if spoken[3] == "p" else 0)
        example = f"{hour}:{spoken[2] or '00'}"
    raise refuse(f'"{text}" is not a time of day; write the 24-hour clock, such as {example}')


def parse_month(value: Any) -> dt.date:
    """Read a month, written 2026-01, as its first day."""
    text = _scalar(value, "a month, such as 2026-01")
    found = re.fullmatch(r"(\d{4})-(\d\d)", text)
    if found and 1 <= int(found[2]) <= 12:
        return dt.date(int(found[1]), int(found[2]), 1)
    raise refuse(f'"{text}" is not a month; write year-month, such as 2026-01')


def _web_address(value: Any) -> str:
    text = _scalar(value, "a web address")
    if not re.fullmatch(r"https?://[^\s/\"<>\\]+\.[^\s\"<>\\]+", text):
        raise refuse(
            f'"{text}" is not a web address; write it in full, such as https://www.example.org/jobs'
        )
    return text


def _email(value: Any) -> str:
    text = _scalar(value, "an email address")
    if not re.fullmatch(r"[^@\s<>\"?&]+@[^@\s<>\"?&.]+(\.[^@\s<>\"?&.]+)+", text):
        raise refuse(f'"{text}" is not an email address; write it as jobs@example.org')
    return text


def _phone(value: Any) -> str:
    text = _scalar(value, "a telephone number")
    if not re.fullmatch(r"\+?[\d ()]{7,24}(?: ?(?:ext|x)\.? ?\d+)?", text):
        raise refuse(f'"{text}" is not a telephone number; write it as 01634 000000')
    return text


def _postcode(value: Any) -> str:
    text = _scalar(value, "a postcode").upper()
    if not re.fullmatch(r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}", text):
        raise refuse(f'"{text}" is not a postcode; write it with one space, such as ME4 4AA')
    return text


def _colour(value: Any) -> str:
    text = _scalar(value, "a colour").lower()
    if not re.fullmatch(r"#[0-9a-f]{6}", text):
        raise refuse(
            f'"{text}" is not a colour; write # and six hexadecimal digits in quotes, '
            'such as "#0b5c6b"'
        )
    return text


#: One line of plain words.
Text = Annotated[str, PlainValidator(_text, json_schema_input_type=str)]
#: Words that may hold paragraphs, emphasis, strong, links and lists in Markdown.
Prose = Annotated[
    prose.Prose, PlainValidator(_prose, json_schema_input_type=str), Field(description="Markdown")
]
#: A stable name: small letters, digits and hyphens.
Id = Annotated[str, PlainValidator(_id, json_schema_input_type=str), Field(pattern=_ID.pattern)]
#: Pounds.
Money = Annotated[Decimal, PlainValidator(_money, json_schema_input_type=Decimal | str)]
#: Hours a week.
Hours = Annotated[Decimal, PlainValidator(_hours, json_schema_input_type=Decimal)]
#: A number that counts nothing in particular.
Number = Annotated[Decimal, PlainValidator(_number, json_schema_input_type=Decimal)]
#: Share of a full-time post, more than 0 and at most 1.
Fte = Annotated[Decimal, PlainValidator(_fte, json_schema_input_type=Decimal)]
#: A whole number of 1 or more.
Count = Annotated[int, PlainValidator(_count, json_schema_input_type=int)]
#: Hundredths; 80% is 80.
Percent = Annotated[Decimal, PlainValidator(_percent, json_schema_input_type=str)]
#: An answer.
YesNo = Annotated[bool, PlainValidator(_yes_no, json_schema_input_type=bool | str)]
#: A day of the calendar.
Day = Annotated[dt.date, PlainValidator(parse_day, json_schema_input_type=str)]
#: A date and time on the clocks of London.
Moment = Annotated[dt.datetime, PlainValidator(_moment, json_schema_input_type=str)]
#: A time of day on the clocks of London.
ClockTime = Annotated[dt.time, PlainValidator(_clock_time, json_schema_input_type=str)]
#: The first day of a month.
Month = Annotated[dt.date, PlainValidator(parse_month, json_schema_input_type=str)]
WebAddress = Annotated[str, PlainValidator(_web_address, json_schema_input_type=str)]
Email = Annotated[str, PlainValidator(_email, json_schema_input_type=str)]
Phone = Annotated[str, PlainValidator(_phone, json_schema_input_type=str)]
Postcode = Annotated[str, PlainValidator(_postcode, json_schema_input_type=str)]
Colour = Annotated[str, PlainValidator(_colour, json_schema_input_type=str)]


def check_range(record: BaseModel, lowest: str, highest: str) -> None:
    """Refuse a record whose ``lowest`` field is above its ``highest``."""
    low, high = getattr(record, lowest), getattr(record, highest)
    if low is not None and high is not None and low > high:
        raise refuse_field(
            record,
            lowest,
            f"{low} is above {highest}, which is {high}; write the smaller number as {lowest}",
        )


def check_only_one(record: BaseModel, *fields: str) -> str:
    """Refuse a record that holds none, or more than one, of ``fields``; give the one it holds."""
    held = [field for field in fields if getattr(record, field) is not None]
    if not held:
        raise refuse(f"holds none of {', '.join(fields)}; add one of them")
    if len(held) > 1:
        raise refuse_field(
            record, held[1], f"stands beside {held[0]}; keep one of them and take the other out"
        )
    return held[0]
