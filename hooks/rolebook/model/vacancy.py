"""One advertised opening of a role."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from rolebook.model.values.fields import (
    Closing,
    Count,
    Day,
    Email,
    Name,
    Opening,
    Phone,
    Prose,
    Record,
    Text,
    WebAddress,
    YesNo,
    refuse,
    refuse_field,
)

from .contract import Contract, StartField
from .hours import WorkingHours
from .pay import Pay
from .place import Place


class ApplicationQuestion(Record):
    """A question on the application form, shown to candidates in advance."""

    question: Text
    """The question"""
    answer: Literal["yes-no", "text"]
    """How it is answered"""
    needed: Literal["yes", "no"] | None = None
    """The answer that an applicant must give to be considered, for a yes-no question"""

    @model_validator(mode="after")
    def _needed_is_for_yes_no(self) -> Self:
        if self.needed and self.answer == "text":
            raise refuse_field(
                self,
                "needed",
                "goes with a yes-no question only; take it out, or write answer: yes-no",
            )
        return self


class Application(Record):
    """How to apply."""

    link: WebAddress | None = None
    """Address of the application form or careers site"""
    email: Email | None = None
    """Address that applications are sent to"""
    form: Text | None = None
    """Name of a form to fill in and where to get it"""
    guidance: Prose | None = None
    """What applicants should do"""
    documents: tuple[Text, ...] = ()
    """Documents to send"""
    questions: tuple[ApplicationQuestion, ...] = ()
    """Questions that are asked"""


class Contact(Record):
    """Who to talk to before applying."""

    name: Text | None = None
    """Name of the person"""
    post: Text | None = None
    """Post of the person or team"""
    email: Email | None = None
    phone: Phone | None = None
    detail: Text | None = None
    """When and how to reach them"""

    @model_validator(mode="after")
    def _names_somebody(self) -> Self:
        if self.name is None and self.post is None:
            raise refuse("says nobody; add name or post")
        return self


class Interview(Record):
    """A day on which interviews are held."""

    on: Day
    """The day"""
    detail: Text | None = None
    """Where and how"""


class Overrides(Record):
    """What this opening fixes or changes; each block here stands in place of the role's."""

    place: Place | None = None
    """Where this opening is"""
    hours: WorkingHours | None = None
    """The hours of this opening"""
    contract: Contract | None = None
    """The contract of this opening"""
    pay: Pay | None = None
    """The pay of this opening"""


#: What applicants rely on once a vacancy is open, in words.
RELIED_ON = {
    "title": "Title",
    "pay": "Pay",
    "essential-criteria": "Essential criteria",
    "closing-date": "Closing date",
}


class RecordedChange(Record):
    """Why something that applicants rely on was changed while the vacancy was open."""

    on: Day
    """Day of the change"""
    what: Literal["title", "pay", "essential-criteria", "closing-date"]
    """title, pay, essential-criteria or closing-date"""
    reason: Text
    """Why, as candidates read it"""


class Vacancy(Record):
    """One opening. Whether it is scheduled, open or closed follows from its dates."""

    reference: Name
    """Reference of the opening, unique on the site"""
    example: YesNo = False
    """yes, where the opening only shows how the site works"""
    state: Literal["draft", "withdrawn", "filled"] | None = None
    """Only what dates cannot tell: draft, withdrawn or filled"""
    posts: Count | None = None
    """How many people are wanted, where that is known; used instead of the contract's number"""
    opens: Opening | None = None
    """Date and time from which it is shown; left out, at once"""
    closes: Closing | None = None
    """Date and time by which applications must be in; for the whole day, 23:59"""
    open_until_filled: YesNo = False
    """yes, in place of closes, where there is no closing date"""
    review_on: Day | None = None
    """Day on which an opening without a closing date is looked at again"""
    may_close_after: Count | None = None
    """Number of applications after which it may close early"""
    shortlisting_on: Day | None = None
    """Day of shortlisting"""
    interviews: tuple[Interview, ...] = ()
    """Days of interviews"""
    start: StartField | None = None
    """When the work begins; used instead of the start of the contract"""
    application: Application | None = None
    """How to apply; what is given here stands in place of the role's"""
    contact: Contact | None = None
    """Who to talk to before applying"""
    overrides: Overrides | None = None
    """What this opening fixes or changes"""
    detail: Prose | None = None
    """Anything to add in words"""
    changes: tuple[RecordedChange, ...] = ()
    """What was changed while it was open, and why; shown to candidates"""

    @model_validator(mode="after")
    def _changes_while_open(self) -> Self:
        for change in self.changes:
            if self.opens and change.on < self.opens.date():
                raise refuse_field(
                    self,
                    "changes",
                    f"{change.on} is before the vacancy opens, on {self.opens:%Y-%m-%d}, and what "
                    "changes before then needs no reason; take the change out, or correct its day",
                )
        return self

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        if self.closes is None and not self.open_until_filled:
            raise refuse(
                "has no closing date; add closes: with a date and time, or open_until_filled: yes"
            )
        if self.closes is not None and self.open_until_filled:
            raise refuse_field(
                self, "open_until_filled", "stands beside closes; keep one and take the other out"
            )
        if self.closes is not None and self.review_on is not None:
            raise refuse_field(
                self, "review_on", "goes with open_until_filled: yes, not with closes; take one out"
            )
        if self.opens and self.closes and self.closes <= self.opens:
            raise refuse_field(
                self,
                "closes",
                f"{self.closes:%Y-%m-%d %H:%M} is not after opens, which is "
                f"{self.opens:%Y-%m-%d %H:%M}; write a later date, or correct opens",
            )
        after = self.closes or self.opens
        if after is None:
            return self
        which = "the closing date" if self.closes else "the opening date"
        later = f"which is {after:%Y-%m-%d}; write a later day"
        for field in ("shortlisting_on", "review_on"):
            day = getattr(self, field)
            if day and day < after.date():
                raise refuse_field(self, field, f"{day} is before {which}, {later}")
        for interview in self.interviews:
            if interview.on < after.date():
                raise refuse_field(self, "interviews", f"{interview.on} is before {which}, {later}")
        # Of one that was filled, or may close early, work may begin before the last day.
        is_last = self.state not in ("filled", "withdrawn") and not self.may_close_after
        if self.start and is_last and self.start.is_before(after.date()):
            raise refuse_field(self, "start", f"{{start}} is before {which}, {later}", ("start",))
        return self
