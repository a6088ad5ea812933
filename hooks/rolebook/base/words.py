"""The words of Rolebook's own that readers see: one message for each key, all in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from .money import number

#: A message, or its forms by what is counted: ``one`` and ``other``.
Message = str | Mapping[str, str]
#: The forms that the language has, of which ``plural_form`` chooses.
PLURAL_FORMS = ("one", "other")


def plural_form(count: int | Decimal) -> str:
    """Give the form of a message that counts something.

    >>> plural_form(1), plural_form(Decimal("0.5"))
    ('one', 'other')
    """
    return "one" if count == 1 else "other"


@dataclass(frozen=True)
class Words:
    """Messages by their keys, such as ``facts.department``, with ``{placeholders}`` to fill in."""

    messages: Mapping[str, Message]

    def __call__(self, key: str, **values: object) -> str:
        """Give a message with its placeholders filled in; one with forms needs a ``count``.

        Raises:
            KeyError: when there is no such message, or a placeholder has no value.
        """
        message = self.messages[key]
        if not isinstance(message, str):
            count = values["count"]
            assert isinstance(count, (int, Decimal)), "what is counted is a number"
            message = message[plural_form(count)]
            values["count"] = f"{count:,}" if isinstance(count, int) else number(count)
        return message.format_map(values)

    def group(self, name: str) -> dict[str, Message]:
        """Give the messages of a group by the rest of their keys, for a template or a script."""
        begin = f"{name}."
        return {
            key.removeprefix(begin): message
            for key, message in self.messages.items()
            if key.startswith(begin)
        }

    def all_of(self, parts: Iterable[str]) -> str:
        """Join words as a person would: ``a, b and c``."""
        return self._joined("lists.all_of", parts)

    def one_of(self, parts: Iterable[str]) -> str:
        """Join words as a person would: ``a, b or c``."""
        return self._joined("lists.one_of", parts)

    def _joined(self, key: str, parts: Iterable[str]) -> str:
        listed = list(parts)
        if len(listed) < 2:
            return "".join(listed)
        return self(key, others=", ".join(listed[:-1]), last=listed[-1])

    def with_detail(self, text: str, detail: str | None) -> str:
        """Put a detail in brackets behind a text; it may be left out."""
        return self("lists.with_detail", text=text, detail=detail) if detail else text
