"""What the head of a page tells programs: whether to list it, how to show it, and its feeds."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from rolebook.enrich.role_view import RoleView
from rolebook.render.documents.open_graph import HEIGHT, WIDTH, picture_words
from rolebook.render.feeds.calendar import has_dates
from rolebook.render.feeds.feed_list import ALL, organisation_feed
from rolebook.render.feeds.job_posting import job_postings, script_json

from .page import Page
from .pages import WebPages
from .publisher import Publisher, data_path, dates_path, picture_path
from .site_assets import picture_address


class PageHeads:
    """Adds its head to a page, from the template ``templates/web/head.html.j2``."""

    def __init__(self, web: WebPages, publisher: Publisher) -> None:
        self._web = web
        self._publisher = publisher
        has_feeds = publisher.address and "feeds" in web.site.outputs
        self._feeds = {web.words("feeds.all"): ALL} if has_feeds else {}

    def page(self, page: Page) -> Page:
        """Add the head of a page that is about no one role."""
        shared = self._web.site.social_image
        picture = picture_address("social_image", shared) if shared else ""
        picture = self._publisher.url(picture) if picture and self._publisher.address else ""
        return replace(page, head=self._head(page, self._feeds, picture=picture))

    def role(self, page: Page, view: RoleView) -> Page:
        """Add the head of a role's page.

        A role whose vacancy has ended keeps its address and is no longer to be found by search
        engines, which would send people who look for work to a post that is gone.
        """
        publisher = self._publisher
        page = replace(page, listed=not view.ended)
        feeds = dict(self._feeds)
        if feeds:
            title = view.words("feeds.of_organisation", organisation=view.organisation.name)
            feeds[title] = organisation_feed(view.organisation_id)
        head = self._head(
            page,
            feeds,
            picture=publisher.url(picture_path(view)) if publisher.address else "",
            picture_words=picture_words(view),
            size=(WIDTH, HEIGHT),
            data=publisher.url(data_path(view)) if publisher.address else "",
            dates=publisher.url(dates_path(view)) if publisher.address and has_dates(view) else "",
            postings=[
                # Every sign that could end the script is escaped in it.
                Markup(script_json(posting))  # noqa: S704
                for posting in job_postings(view, publisher)
            ],
        )
        return replace(page, head=head)

    def _head(self, page: Page, feeds: dict[str, str], **values: object) -> str:
        shown: dict[str, object] = {
            "page": page,
            "publisher": self._publisher,
            "feeds": feeds,
            "picture": "",
            "picture_words": "",
            "size": (),
            "data": "",
            "dates": "",
            "postings": (),
            **values,
        }
        return self._web.html("head.html.j2", "", **shown)
