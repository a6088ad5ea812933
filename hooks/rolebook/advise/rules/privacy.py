"""Advice on what shows people more of a file than Rolebook publishes."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.advise.library import Library
from rolebook.advise.rule import Found, Rule, library_rule

_SITE = "site_config/site.yaml"


@library_rule(
    Rule(
        "role-source-link",
        "Privacy",
        "Role pages link to their files in git, where notes, waivers and drafts can be read.",
        "Rolebook never publishes notes, waivers, drafts or vacancies that have not opened. The "
        "file in git has all of them, and so has its history.",
        "A rule of this project",
        level="warning",
    )
)
def role_source_link(library: Library) -> Iterator[tuple[str, Found]]:
    """Find a site whose pages link to the files of their roles."""
    if library.content.site.role_source_link:
        yield (
            _SITE,
            Found(
                ("role_source_link",),
                "links each page to its file in git, where everyone who can open the repository "
                "can read the notes, waivers and drafts in it; write no, unless they may read them",
            ),
        )
