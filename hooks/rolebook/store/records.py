"""Records that steps share, such as locations, and a note of which ones each step looked up.

A step is handed all of them, and its result holds as long as those that it asked for are the same.
So one that is changed makes only those steps run again that need it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rolebook.base.digests import digest_of

from .encoding import encoded

#: By the name of a list, the records by their ids; None where its ids are not known.
Lists = Mapping[str, Mapping[str, Any] | None]


class Records:
    """The digests of records, by which answers to questions are compared.

    A question is ``list/id`` for a record, ``list/id?`` for whether there is one, and ``list/`` for
    which there are.
    """

    def __init__(self, digests: Mapping[str, str]) -> None:
        """``digests`` are those that ``digests_of`` gave."""
        self._digests = digests

    def with_more(self, digests: Mapping[str, str]) -> Records:
        """Give these and further ones."""
        return Records({**self._digests, **digests})

    def answer(self, questions: tuple[str, ...]) -> str:
        """Give one digest of the answers to some questions; nothing where none was asked."""
        if not questions:
            return ""
        held = self._digests
        answers = []
        for question in questions:
            if question[-1] == "?":
                answers.append("yes" if question[:-1] in held else "no")
            else:
                answers.append(held.get(question, ""))
        return digest_of("\n".join(answers).encode())


NO_RECORDS = Records({})


def digests_of(lists: Lists) -> dict[str, str]:
    """Give the digest of each record, and of the ids of each list, by their questions."""
    found: dict[str, str] = {}
    for name, records in lists.items():
        if records is None:
            continue
        found[f"{name}/"] = digest_of("\n".join(records).encode())
        for id_, record in records.items():
            found[f"{name}/{id_}"] = digest_of(encoded(record))
    return found


class Lookups:
    """Records as one step is handed them, which notes what the step asks for."""

    def __init__(self, lists: Lists) -> None:
        """Begin with no question asked."""
        self._asked: dict[str, None] = {}
        self.lists: dict[str, Mapping[str, Any] | None] = {
            name: None if records is None else _List(name, records, self._asked)
            for name, records in lists.items()
        }

    @property
    def questions(self) -> tuple[str, ...]:
        """What was asked, in an order of its own."""
        return tuple(sorted(self._asked))


class _List(Mapping[str, Any]):
    """The records of one list."""

    def __init__(self, name: str, records: Mapping[str, Any], asked: dict[str, None]) -> None:
        self._name = name
        self._records = records
        self._asked = asked

    def __getitem__(self, id_: str) -> Any:
        """Give a record."""
        self._asked[f"{self._name}/{id_}"] = None
        return self._records[id_]

    def __contains__(self, id_: object) -> bool:
        """Whether there is a record of this id."""
        self._asked[f"{self._name}/{id_}?"] = None
        return id_ in self._records

    def __iter__(self) -> Iterator[str]:
        """Go through the ids."""
        self._asked[f"{self._name}/"] = None
        return iter(self._records)

    def __len__(self) -> int:
        """Count the records."""
        self._asked[f"{self._name}/"] = None
        return len(self._records)
