"""Questions to the person at the terminal, each with what may be answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

import click

if TYPE_CHECKING:
    from rolebook.base.problems import Problem
    from rolebook.editing.new_role import Answers

PAY_HELP = (
    'What it pays: "24500" or "24500-26250" for a full-time year, "12.60 an hour", "90 a session", '
    "unpaid, or not-stated."
)


_CONTRACTS = {
    "fixed-term": "it ends on a day, or after some months",
    "casual": "sessional or bank work",
    "self-employed": "the person sends invoices",
    "not-stated": "nobody has said yet",
}
_PATTERNS = {
    "either": "both are offered",
    "flexible": "agreed for each person",
}


class Asking:
    """Asks in a terminal for what was not given; elsewhere says which option to give."""

    def __init__(self, terminal: bool) -> None:
        self._terminal = terminal

    def answers(
        self,
        title: str,
        lists: Mapping[str, Mapping[str, str]],
        given: dict[str, Any],
        problems_of: Callable[[Answers], Sequence[Problem]],
    ) -> Answers:
        """Ask for all that a role needs; what does not go together is asked again.

        Raises:
            ContentProblems: when that cannot be, because all of it was given as options.
        """
        from rolebook.base.problems import ContentProblems
        from rolebook.editing.new_role import Answers
        from rolebook.model.contract import Contract

        organisations = lists["organisations"]
        if not organisations:
            raise click.UsageError(
                "no organisation could be read from site_config/organisations.yaml; rolebook check "
                "tells what is wrong there"
            )
        only = next(iter(organisations)) if len(organisations) == 1 else None
        organisation = self.known(
            "organisation", given["organisation"] or only, "Which organisation?", organisations
        )
        summary = self.text("summary", given["summary"], "One or two sentences about the role")
        base = self.known(
            "base",
            given["base"],
            "Where is its base? (Press Enter to leave it open)",
            lists["locations"],
            needed=False,
        )
        contracts = _choices(Contract, "type", _CONTRACTS)
        contract = self.known(
            "contract", given["contract"], "What kind of contract?", contracts, usual="not-stated"
        )
        draft = Answers(title, organisation, summary, contract, "full-time", ("Help",), base=base)

        def agreed(key: str, ask: Callable[..., dict[str, Any]], *options: str) -> Answers:
            while True:
                more = replace(draft, **ask(given))
                found = problems_of(more) if self._terminal else ()
                problems = [problem for problem in found if problem.field.startswith(key)]
                if not problems:
                    return more
                if all(given[option] is not None for option in options):
                    raise ContentProblems(problems)
                for problem in problems:
                    click.echo(f"  {problem.field}: {problem.message}")

        draft = agreed("hours", self.hours, "pattern", "hours", "full_time_hours")
        draft = agreed("pay", self.pay, "pay")
        general = self.known(
            "general-duties",
            given["general_duties"],
            "Which duties of all staff come with it? (Press Enter for none)",
            lists["general_duties"],
            needed=False,
        )
        return replace(draft, general_duties=general, duties=self.duties(given["duties"]))

    def hours(self, given: Mapping[str, str | None]) -> dict[str, str]:
        """Give what is answered of the hours."""
        from rolebook.model.hours import WorkingHours
        from rolebook.model.values.fields import Hours

        patterns = _choices(WorkingHours, "pattern", _PATTERNS)
        pattern = self.known(
            "pattern", given["pattern"], "Full time or part time?", patterns, usual="full-time"
        )
        read_hours = _reader_of(Hours)
        hours = self.value(
            "hours", given["hours"], "Hours a week? (Press Enter to leave them open)", read_hours
        )
        whole = given["full_time_hours"]
        if pattern == "part-time" or whole:
            question = "Hours a week of a full-time post? (Press Enter to leave them open)"
            whole = self.value("full-time-hours", whole, question, read_hours)
        return {"pattern": pattern, "hours_a_week": hours, "full_time_hours": whole or ""}

    def value(
        self, option: str, given: str | None, question: str, read: Callable[[str], str],
        needed: bool = False,
    ) -> str:  # fmt: skip
        """Give a value that ``read`` can read; it says what is wrong, or nothing."""
        while True:
            if given is None and not self._terminal:
                if needed:
                    raise click.UsageError(f"{option} is needed; give it as --{option}")
                return ""
            answer = given if given is not None else _prompt(question)
            if not answer and not needed:
                return ""
            wrong = read(answer) if answer else "is empty; write the words"
            if not wrong:
                return answer
            if given is not None:
                raise click.BadParameter(wrong, param_hint=f"--{option}")
            click.echo(f"  {wrong}")

    def text(self, option: str, given: str | None, question: str) -> str:
        """Give words that are needed, of the kind that the file wants there."""
        from rolebook.model.values.fields import Name, Prose, Text

        if given is None and not self._terminal and option == "title":
            raise click.UsageError('the title is needed, as in: rolebook new "Support Worker"')
        kind = {"title": Name, "duty": Prose}.get(option, Text)
        return self.value(option, given, question, _reader_of(kind), needed=True)

    def known(
        self, option: str, given: str | None, question: str, ids: Mapping[str, str],
        needed: bool = True, usual: str = "",
    ) -> str:  # fmt: skip
        """Give one of ``ids``, which are listed with what they stand for; or none, in words too."""
        from rolebook.base.suggestions import known_hint

        def left_open(answer: str) -> bool:
            return not needed and answer.casefold() == "none" and answer not in ids

        def read(answer: str) -> str:
            known = answer in ids or left_open(answer)
            return "" if known else f'"{answer}" is not known; {known_hint(answer, ids)}'

        if given is None and not self._terminal and usual:
            return usual
        if given is None and self._terminal:
            if not ids:
                return ""
            for id_, words in ids.items():
                click.echo(f"  {id_}{f'  ({words})' if words else ''}")
        answer = self.value(option, given, question, read, needed)
        return "" if left_open(answer) else answer

    def pay(self, given: Mapping[str, str | None]) -> dict[str, dict[str, str]]:
        """Give what is answered of the pay: the keys of ``pay``."""
        from rolebook.editing.new_pay import pay_from

        found: dict[str, str] = {"type": "not-stated"}

        def read(answer: str) -> str:
            nonlocal found
            try:
                found = pay_from(answer)
            except ValueError as error:
                return str(error)
            return ""

        if given["pay"] is None and self._terminal:
            click.echo(f"  {PAY_HELP}")
        question = "What does it pay? (Press Enter if that is not stated)"
        self.value("pay", given["pay"], question, read)
        return {"pay": found}

    def duties(self, given: tuple[str, ...]) -> tuple[str, ...]:
        """Give at least one duty."""
        from rolebook.model.values.fields import Prose

        if given:
            return given
        if not self._terminal:
            raise click.UsageError("at least one duty is needed; give it as --duty")
        found = [self.text("duty", None, "What does the role-holder do? Write one duty")]
        read = _reader_of(Prose)
        while more := self.value("duty", None, "Another duty? (Press Enter when done)", read):
            found.append(more)
        return tuple(found)


def _prompt(question: str) -> str:
    suffix = " " if question.endswith(("?", ")")) else ": "
    answer = click.prompt(question, default="", show_default=False, prompt_suffix=suffix)
    return str(answer).strip()


def _choices(record: Any, field: str, words: Mapping[str, str]) -> dict[str, str]:
    """Give the choices of a field with words for those that need them."""
    choices = get_args(record.model_fields[field].annotation)
    return {choice: words.get(choice, "") for choice in choices}


def _reader_of(kind: Any) -> Callable[[str], str]:
    """Give what says what is wrong with a text that should be of a kind of value, or nothing."""
    from pydantic import TypeAdapter, ValidationError

    adapter = TypeAdapter(kind)

    def read(answer: str) -> str:
        try:
            adapter.validate_python(answer)
        except ValidationError as error:
            return str(error.errors()[0]["msg"])
        return ""

    return read
