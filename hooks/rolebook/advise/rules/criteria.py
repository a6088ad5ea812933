"""Advice on criteria: too many, alike, or not to be assessed."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.advise.library import RoleFile
from rolebook.advise.likeness import groups_alike
from rolebook.advise.phrases import Phrases
from rolebook.advise.rule import Found, Rule, role_rule
from rolebook.base.suggestions import shortened


@role_rule(
    Rule(
        "many-essential-criteria",
        "Clarity",
        "There are more essential criteria than most_essential_criteria in "
        "site_config/advice.yaml allows (12 where it says nothing).",
        "Each essential criterion has to be shown by every applicant and scored by every member of "
        "the panel. A long list turns away people who could do the work.",
        "Limit of this project; Mohr, T. S. (2014), Why women don't apply for jobs unless they're "
        "100% qualified, Harvard Business Review",
        "https://hbr.org/2014/08/why-women-dont-apply-for-jobs-unless-theyre-100-qualified",
    )
)
def many_essential_criteria(role: RoleFile) -> Iterator[Found]:
    """Find person specifications with too many essential criteria."""
    count, most = role.essential_criteria, role.content.advice.most_essential_criteria
    if count > most:
        yield Found(
            ("person_specification", "criteria"),
            f"{count} criteria are essential, where {most} are enough to choose by; merge those "
            "that ask for the same, and write desirable for what can be learnt in the role",
        )


@role_rule(
    Rule(
        "duplicate-criteria",
        "Clarity",
        "Two criteria of a role ask for the same thing in almost the same words.",
        "Applicants answer it twice, and the panel counts it twice.",
        "A rule of this project",
    )
)
def duplicate_criteria(role: RoleFile) -> Iterator[Found]:
    """Find criteria that are worded alike."""
    criteria = role.criteria
    for group in groups_alike([asked.text for asked in criteria]):
        earlier = criteria[group[0]]
        for later in (criteria[at] for at in group[1:]):
            # The two forms of one criterion are meant to be alike.
            if earlier.path[:3] != later.path[:3]:
                yield Found(
                    later.path,
                    f'"{shortened(later.text, 40)}" asks for the same as '
                    f'"{shortened(earlier.text, 40)}"; take one of the two out, or say how they '
                    "differ",
                )


#: What cannot be assessed, each by a piece that it cannot do without, with what to write instead.
_NOT_ASSESSABLE = [
    (Phrases({piece: words}), instead)
    for piece, words, instead in (
        ("sense of", "sense of humou?r", "how the person works with others under pressure"),
        ("attitude", "(?:can[- ]do|positive) attitude", "what the person does when work is hard"),
        ("outlook", "positive outlook", "what the person does when work is hard"),
        ("passion", "passion(?:ate)?", "what the person has done that shows an interest"),
        ("player", "team[- ]players?", "how the person works with colleagues"),
        ("team spirit", "team spirit", "how the person works with colleagues"),
        ("people person", "people persons?", "how the person works with others"),
        ("extra mile", "(?:go(?:es|ing)? )?the extra mile", "what has to be done, and when"),
        ("working", "hard[- ]working", "what has to be done in which time"),
        ("work ethic", "(?:strong |good )?work ethic", "what has to be done in which time"),
        ("starter", "self[- ]starters?", "which work the person plans and begins alone"),
        ("dynamic", "dynamic", "what the person does"),
        ("bubbly", "bubbly", "what the person does"),
        ("outgoing", "outgoing", "what the person does"),
        ("vibrant", "vibrant", "what the person does"),
        ("personality", "(?:lively|good|right|great) personality", "what the person does"),
        ("thick", "thick[- ]skin(?:ned)?", "how the person handles criticism or distress"),
        ("common sense", "common sense", "which decisions the person makes"),
        ("the box", "(?:think(?:s|ing)? )?outside the box", "an idea put into practice"),
        ("ground running", "hit(?:ting)? the ground running", "what is done in the first weeks"),
        ("to learn", "willingness to learn", "what the person has learnt of late, and how"),
    )
]


@role_rule(
    Rule(
        "criterion-not-assessable",
        "Clarity",
        "A criterion names something that no stage of selection can assess fairly.",
        'What cannot be seen in evidence is judged by liking. "Sense of humour" rewards people who '
        "laugh at the same things as the panel.",
        "Acas, Recruiting staff, on person specifications that can be measured; Equality and Human "
        "Rights Commission, Employment: Statutory Code of Practice (2011), on selection criteria",
        "https://www.acas.org.uk/recruiting-staff",
    )
)
def criterion_not_assessable(role: RoleFile) -> Iterator[Found]:
    """Find criteria that name a character where they should name what is done."""
    for asked in role.criteria:
        for phrases, instead in _NOT_ASSESSABLE:
            if found := phrases.first(asked.text):
                yield Found(
                    asked.path,
                    f'"{found[0]}" cannot be assessed from evidence; take it out, or write '
                    f"{instead}",
                    found[0],
                )
