"""The picture that is shown where somebody shares the page of a role."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.base import dates
from rolebook.enrich.role_view import RoleView
from rolebook.render.web.publisher import Publisher

from .document_data import Json
from .job_pack import logo_data
from .pdf_job import PictureJob

#: The size that sites which show shared pages ask for, in pixels (https://ogp.me,
#: https://developer.x.com/en/docs/x-for-websites/cards): the picture fills the width of a post.
WIDTH, HEIGHT = 1200, 630
#: Letters of what is said in a line or two.
_LONGEST = 120


def role_picture(view: RoleView, publisher: Publisher) -> PictureJob:
    """Describe the picture of a role: who employs, what the role is, and what is told at once."""
    lines: list[Json] = list(_lines(view))
    return PictureJob(
        name=view.id,
        template="share.typ",
        data={
            "title": view.title,
            "organisation": view.organisation.name,
            "department": view.department,
            "colour": view.organisation.colour,
            "logo": logo_data(view.logo),
            "lines": lines,
            "status": view.status,
            "site_name": publisher.name,
        },
    )


def picture_words(view: RoleView) -> str:
    """Say what the picture shows, for people who cannot see it."""
    return ". ".join((view.title, view.organisation.name, *_lines(view)))


def _lines(view: RoleView) -> Iterator[str]:
    """Give what fits a line or two; what is not known, or long to say, is left to the page."""
    not_known = view.words("values.not_stated")
    if view.pay.stated != not_known and len(view.pay.stated) <= _LONGEST:
        yield view.pay.stated
    yield " · ".join(words for words in (view.hours, view.contract) if words != not_known)
    if view.base != not_known:
        yield view.base
    if view.is_open and not view.is_example:
        yield _closing(view)


def _closing(view: RoleView) -> str:
    """Say when the role closes; of several vacancies, only the first."""
    moments = [vacancy.closes for vacancy in view.open_vacancies if vacancy.closes]
    many = len(view.vacancies)
    if many == 1:
        closes = view.words("picture.closes", moment=view.closing)
        return closes if moments else view.closing
    if not moments:
        return view.words("picture.several_until_filled", number=many)
    first = dates.moment(min(moments))
    return view.words("picture.several_closing", number=many, moment=first)
