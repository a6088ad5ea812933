"""The web pages of roles and of comparisons, and how every page is filled in."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2.runtime import Macro

from rolebook.base.words import Words
from rolebook.enrich.deadlines import deadlines
from rolebook.enrich.role_view import RoleView
from rolebook.enrich.site.comparison import MOST_COLUMNS, CriterionGroup, SideBySide
from rolebook.enrich.site.role_card import RoleCard
from rolebook.model.site_config import SiteSettings
from rolebook.render.feeds.calendar import has_dates

from .compare_data import table_words
from .downloads import Download
from .page import Heading, Page, headings_of
from .publisher import dates_path
from .role_slots import ROLE_BASE, SLOTS, PageContext, slot
from .templates import CompiledTemplates, page_environment, words_for_templates


class WebPages:
    """Renders pages from the templates in ``templates/web``."""

    def __init__(self, templates: CompiledTemplates, site: SiteSettings, words: Words) -> None:
        """``templates`` are those of ``templates/web``."""
        self._environment = page_environment(templates)
        self._environment.globals.update(site=site, **words_for_templates(words))
        self.site = site
        self.words = words

    def html(self, template: str, base: str, **values: object) -> str:
        """Fill a template; ``base`` leads from the page to the top of the site."""
        return self._environment.get_template(template).render(base=base, **values)

    def role(self, view: RoleView) -> Page:
        """Render the page of a role, with slots for what it tells of more than the role."""
        html = self.html(
            "role.html.j2",
            ROLE_BASE,
            role=view,
            deadlines=deadlines(view),
            calendar=dates_path(view) if has_dates(view) else "",
            slot=slot,
        )
        return Page(
            address=f"roles/{view.id}/",
            title=view.title,
            description=self.words(
                "role_page.description", organisation=view.organisation.name, summary=view.summary
            ),
            html=html,
            headings=headings_of(view.sections),
            changed=view.content_date,
        )

    def slots(self, around: PageContext) -> dict[str, str]:
        """Render what fills the slots of a role's page."""
        slots = self._environment.get_template("role_slots.html.j2").module
        values = {"base": ROLE_BASE, **around._asdict()}
        macros: dict[str, Macro] = {name: getattr(slots, name) for name in SLOTS}
        return {
            name: macro(**{asked: values[asked] for asked in macro.arguments})
            for name, macro in macros.items()
        }

    def search(self, directory: bytes) -> Page:
        """Render the page of the search; ``directory`` tells it what the files of words are."""
        return Page(
            address="search/",
            title=self.words("search.title"),
            description=self.words("search.description"),
            html=self.html("search.html.j2", "../", directory=directory.decode()),
            headings=(Heading("found", self.words("search.found"), 2),),
            wide=True,
        )

    def overview(
        self, views: Sequence[RoleCard], groups: Sequence[SideBySide], table: Download | None
    ) -> Page:
        """Render the table of all roles, with links to the named comparisons.

        ``table`` is the same table to take away.
        """
        return Page(
            address="compare/",
            title=self.words("compare.title"),
            description=self.words("compare.description"),
            html=self.html(
                "overview.html.j2",
                "../",
                views=views,
                groups=groups,
                table=table,
                has_matrix=len(views) <= MOST_COLUMNS,
                has_criteria="criteria" in self.site.outputs
                and any(view.has_criteria for view in views),
            ),
            headings=(Heading("all-roles", self.words("compare.all_roles"), 2),),
            wide=True,
        )

    def compare_any(self, views: Sequence[RoleCard], groups: Sequence[SideBySide]) -> Page:
        """Render the page on which readers compare the roles that they choose."""
        return Page(
            address="compare/any/",
            title=self.words("compare_any.title"),
            description=self.words("compare_any.description"),
            html=self.html(
                "compare_any.html.j2",
                "../../",
                groups=groups,
                table_words=table_words(self.words),
                has_matrix=len(views) <= MOST_COLUMNS,
            ),
            headings=(Heading("choose", self.words("compare_any.choice"), 2),),
            wide=True,
        )

    def group(self, group: SideBySide, pdf: Download | None) -> Page:
        """Render a named comparison."""
        introduction = group.comparison.introduction
        return Page(
            address=f"compare/{group.id}/",
            title=group.comparison.title,
            description=introduction.plain if introduction else group.comparison.title,
            html=self.html("group.html.j2", "../../", group=group, pdf=pdf),
            headings=(
                Heading("facts", self.words("compare.facts"), 2),
                Heading("criteria", self.words("compare.criteria"), 2),
            ),
            wide=True,
        )

    def criteria(
        self, matrix: Sequence[CriterionGroup], views: Sequence[RoleCard], pdf: Download | None
    ) -> Page:
        """Render the matrix of criteria by roles."""
        return Page(
            address="compare/criteria/",
            title=self.words("matrix.title"),
            description=self.words("matrix.description"),
            html=self.html("criteria.html.j2", "../../", matrix=matrix, views=views, pdf=pdf),
            headings=(Heading("criteria", self.words("compare.criteria"), 2),),
            wide=True,
        )
