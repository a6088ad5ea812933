"""Advice on vacancies whose country is not known, which job boards ask for."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.advise.library import RoleFile
from rolebook.advise.rule import Found, Rule, role_rule
from rolebook.enrich.country import country_of, country_of_post
from rolebook.enrich.places import place_ids
from rolebook.enrich.status import as_advertised
from rolebook.read.source_file import Path


@role_rule(
    Rule(
        "country-not-known",
        "Clarity",
        "Nothing says that a place of work, or a post without one, is in the United Kingdom.",
        "Search engines and job boards ask for the country and may leave out a vacancy without "
        "one. Rolebook names the United Kingdom only if a postcode or a region, such as Scotland, "
        "shows it. For a post without a place, proof of the right to work shows it.",
        "Google Search Central, Job posting structured data, on jobLocation",
        "https://developers.google.com/search/docs/appearance/structured-data/job-posting",
    )
)
def country_not_known(role: RoleFile) -> Iterator[Found]:
    """Find vacancies that are to be published without a country."""
    for index, vacancy in enumerate(role.role.vacancies):
        if vacancy.state is not None or vacancy.example:
            continue
        post = as_advertised(role.role, vacancy)
        path: Path = ("vacancies", index, "reference")
        ids = place_ids(post.place)
        for id_ in ids:
            if not country_of(role.content.locations[id_]):
                yield Found(
                    path,
                    f"job boards don't see which country {id_} is in; add a postcode to its "
                    "address, or a region of the United Kingdom, in site_config/locations.yaml",
                )
        if not ids and not country_of_post(post, ()):
            yield Found(
                path,
                "job boards don't see which country the post is in; write its base below "
                '"place:" or, where you ask for proof of the right to work in the United Kingdom, '
                '"right_to_work: yes" below "checks:"',
            )
