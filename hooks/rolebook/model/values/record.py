"""What every record of a file is, and how it says what is wrong with it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError


class Record(BaseModel):
    """A set of keys in a YAML file: immutable, and closed to keys that it does not know."""

    # The docstrings of fields are read by editing/meanings.py alone: pydantic would parse every
    # source file at each start, which takes longer than building the site.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def refuse(message: str, snippet: str = "", quotes: tuple[str, ...] = ()) -> PydanticCustomError:
    """Build the error that a field raises; ``message`` is shown to the recruiter as it stands.

    ``snippet`` is the piece of the value that the message is about; the problem points at it.
    ``quotes`` are the keys of the record whose values stand in the message as ``{key}``, to be
    shown as they were typed (£40,000 rather than 40000).
    """
    context = {"message": message, "snippet": snippet, "quotes": quotes}
    return PydanticCustomError("rolebook", "{message}", context)


def refuse_field(
    record: BaseModel,
    field: str | tuple[str | int, ...],
    message: str,
    quotes: tuple[str, ...] = (),
) -> ValidationError:
    """Build the error that a record raises about one of its fields, or about one further in."""
    error = refuse(message, quotes=quotes)
    place = field if isinstance(field, tuple) else (field,)
    return ValidationError.from_exception_data(
        type(record).__name__, [{"type": error, "loc": place, "input": None}]
    )


def check_range(record: BaseModel, lowest: str, highest: str) -> None:
    """Refuse a record whose ``lowest`` field is above its ``highest``."""
    low, high = getattr(record, lowest), getattr(record, highest)
    if low is not None and high is not None and low > high:
        raise refuse_field(
            record,
            lowest,
            f"{{{lowest}}} is above {highest}, which is {{{highest}}}; write the smaller figure "
            f"as {lowest}",
            quotes=(lowest, highest),
        )


def check_only_one(record: BaseModel, *fields: str) -> str:
    """Refuse a record that holds none, or more than one, of ``fields``; give the one it holds."""
    held = [field for field in fields if getattr(record, field) is not None]
    if not held:
        raise refuse(f"says neither {' nor '.join(fields)}; add one of them")
    if len(held) > 1:
        raise refuse_field(
            record, held[1], f"stands beside {held[0]}; keep one of them and take the other out"
        )
    return held[0]
