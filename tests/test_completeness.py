"""Whatever a file may hold reaches the reader, proved from the model, field by field.

For each value that a file may hold, files are made that differ in it alone. The page, the pack, the
Word document and the data of the role must differ too, or the field is in ``EXCEPTIONS``.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import combinations, product
from typing import Any, TypeVar

import pytest
from pypdf import PdfReader

from building import Built, publish
from from_model import Leaf, Maker, is_choice, is_valid, leaves, maker_for, with_value
from outputs import COMPLETE, NOT_SAID, NOW, ROOT, Outputs, missing_words, pack
from rolebook.build.settings import BuildSettings
from rolebook.enrich.role_view import RoleView
from rolebook.enrich.sections.duties import duty_section
from rolebook.enrich.sections.organisation import about_section
from rolebook.model.content import CATALOGUE_RECORDS
from rolebook.model.pay import ScalePay
from rolebook.model.role import Role
from rolebook.model.site_config import Organisation, PayScale
from rolebook.model.vacancy import Overrides, Vacancy
from rolebook.model.values.fields import Record
from rolebook.render.documents.typst_pdf import render_pdfs

Shape = TypeVar("Shape", bound=Record)
EVERYWHERE = ("page", "pack", "word", "data")
PAPER = ("pack", "word")

#: What does not reach every output, by record and field: where it is not told, and why.
EXCEPTIONS: dict[str, tuple[Collection[str], str]] = {
    "Criterion.id": (EVERYWHERE, "an id by which roles are compared"),
    "StandardDuty.id": (EVERYWHERE, "an id by which roles leave duties out"),
    "Location.kind": (EVERYWHERE, "for the people who edit the list of places"),
    "Location.region": (("page", *PAPER), "finds roles by place, in lists and in data"),
    "Organisation.colour": (EVERYWHERE, "looks, not words"),
    "Organisation.logo": (EVERYWHERE, "looks; test_site and test_word read the picture"),
    "Organisation.logo_description": (EVERYWHERE, "goes with the picture, as above"),
    "Organisation.letterhead": (EVERYWHERE, "looks; test_word reads the letterhead"),
    "Organisation.all_posts_here": (EVERYWHERE, "what advice reckons with"),
    "Statement.kind": (EVERYWHERE, "what advice reckons with"),
    "Role.review_date": (("page", "data"), "for the people who keep the document"),
    "Role.version_note": (("page", "data"), "for the people who keep the document"),
    "Source.link": (EVERYWHERE, "where the figures of a pay scale were compared"),
    "Source.checked_on": (EVERYWHERE, "when the figures of a pay scale were compared"),
    "Vacancy.opens": (("page", *PAPER), "people who read of a vacancy can apply for it already"),
    "Vacancy.state": (
        ("page", "pack", "data"),
        "a vacancy that is not open is left out",
    ),
}
#: What no reader is told at all, and why.
FOR_EDITORS = {
    "Role.notes": "words of the people who edit the file",
    "Role.waivers": "what advice is not followed, and why",
    "Organisation.waivers": "what advice is not followed, and why",
}
#: Records of site_config/ whose words stand on pages of their own rather than with a role, or say
#: how a value is shown, of which test_make_it_yours has an example each.
ELSEWHERE = ("comparisons", "career_paths", "custom_fields")
#: What a role has besides the value that a test is about.
BASE: dict[str, Any] = {
    "title": "Base Officer",
    "organisation": "zebra-trust",
    "summary": "Summary of the base.",
    "contract": {"type": "permanent"},
    "hours": {"pattern": "full-time"},
    "pay": {"type": "annual", "amount": "30000"},
    "duties": {"sections": [{"title": "Base duties", "duties": ["A base duty"]}]},
    "application": {"email": "base@example.org"},
}
OPEN = {"opens": "2026-11-02 9:00", "closes": "2027-01-20 12:00"}
FIRST = Vacancy.model_validate({"reference": "BASE-1", **OPEN})
SECOND = Vacancy.model_validate({"reference": "BASE-2", **OPEN})
#: Values that are compared of each kind, where not all of them are choices.
_ENOUGH = 2


@pytest.fixture(scope="module")
def outputs() -> Outputs:
    return Outputs(COMPLETE)


@pytest.fixture(scope="module")
def maker(outputs: Outputs) -> Maker:
    return maker_for(outputs.content)


@dataclass(frozen=True)
class Setting:
    """Which openings a role has beside the value in question, and which outputs are read."""

    openings: tuple[Vacancy, ...]
    outputs: tuple[str, ...]


def settings_of(leaf: Leaf) -> list[Setting]:
    """Give the roles around a value: what is told of one opening may be lost beside another.

    Paper and Word show the same sections, so that Word, which takes longest, is read once.
    """
    some = ("pack", "data")
    if any(step.record is Overrides for step in leaf.steps):
        return [Setting((), some), Setting((SECOND,), ("page", *some))]
    if leaf.steps[0].field == "vacancies":
        return [Setting((), EVERYWHERE), Setting((SECOND,), ("page", *some))]
    return [
        Setting((), some), Setting((FIRST,), EVERYWHERE), Setting((FIRST, SECOND), some),
    ]  # fmt: skip


def groups(
    leaf: Leaf, maker: Maker, read: Callable[[Mapping[str, Any]], Shape | None]
) -> Iterator[list[Shape]]:
    """Read files that differ in one value alone, until each choice was in one of them.

    ``read`` gives None for a file that has a problem.
    """
    step = leaf.steps[-1]
    samples = maker.samples(leaf.annotation, step.record, step.field)
    left = list(samples)
    for seed in samples:
        if seed not in left:
            continue
        left.remove(seed)
        try:
            data = maker.around(leaf, seed)
        except ValueError:
            continue
        without = read(with_value(data, leaf, None))
        group = [] if without is None else [without]
        for value in (seed, *(other for other in samples if other != seed)):
            record = read(with_value(data, leaf, value))
            if record is not None:
                group.append(record)
                left = [other for other in left if other != value]
            if len(group) > _ENOUGH and not is_choice(leaf.annotation):
                break
        if len(group) > 1:
            yield group
            if not is_choice(leaf.annotation):
                return


def untold(outputs: Outputs, views: Sequence[RoleView], names: Collection[str]) -> Iterator[str]:
    """Give the outputs that say the same of two roles which are not the same."""
    for name in names:
        # Two are enough of what takes longest.
        some = views[-2:] if name == "word" else views
        said = [(view.role, outputs.said(name, view)) for view in some]
        if any(a[0] != b[0] and a[1] == b[1] for a, b in combinations(said, 2)):
            yield name


LEAVES = [leaf for leaf in leaves(Role) if not leaf.passes(FOR_EDITORS)]


@pytest.mark.parametrize("top", sorted({leaf.steps[0].field for leaf in LEAVES}))
def test_every_value_of_a_role_is_told_everywhere(top: str, outputs: Outputs, maker: Maker) -> None:
    def read(data: Mapping[str, Any]) -> Role | None:
        application = {**BASE["application"], **data.get("application", {})}
        made = {**BASE, **data, "application": application}
        return outputs.check(json.dumps(made).encode()).role

    here = [leaf for leaf in LEAVES if leaf.steps[0].field == top]
    found: dict[str, set[str]] = {}
    for leaf in here:
        made = list(groups(leaf, maker, read))
        assert made, f"no two files differ in {leaf} alone"
        for roles, setting in product(made, settings_of(leaf)):
            with_openings = [
                role.model_copy(update={"vacancies": (*role.vacancies, *setting.openings)})
                for role in roles
            ]
            views = [outputs.view(role) for role in with_openings]
            for output in untold(outputs, views, setting.outputs):
                found.setdefault(leaf.field, set()).add(output)
    assert found == expected(here)


def expected(here: Sequence[Leaf]) -> dict[str, set[str]]:
    """Give the outputs that do not tell a field; a field that all of them tell is no exception."""
    fields = {leaf.field for leaf in here}
    return {field: set(where) for field, (where, _) in EXCEPTIONS.items() if field in fields}


@pytest.mark.parametrize("catalogue", sorted(set(CATALOGUE_RECORDS) - set(ELSEWHERE)))
def test_every_value_that_roles_share_is_told_everywhere(
    catalogue: str, outputs: Outputs, maker: Maker
) -> None:
    record = CATALOGUE_RECORDS[catalogue]
    held = getattr(outputs.content, catalogue)

    def read(data: Mapping[str, Any]) -> Record | None:
        made = record.model_validate(data) if is_valid(record, data) else None
        return None if isinstance(made, PayScale) and not made.versions[0].points else made

    here = [leaf for leaf in leaves(record) if not leaf.passes(FOR_EDITORS)]
    found: dict[str, set[str]] = {}
    for leaf in here:
        made = list(groups(leaf, maker, read))
        assert made, f"no two files differ in {leaf} alone"
        role = _referring(leaf, outputs)
        for group, name in product(made, EVERYWHERE):
            said = []
            for shared in group:
                content = replace(
                    outputs.content, **{catalogue: {**held, next(iter(held)): shared}}
                )
                said.append((shared, outputs.said(name, outputs.view(role, content))))
            if any(a[0] != b[0] and a[1] == b[1] for a, b in combinations(said, 2)):
                found.setdefault(leaf.field, set()).add(name)
    assert found == expected(here)


def _referring(leaf: Leaf, outputs: Outputs) -> Role:
    """Give a role that refers to the first record of each file of site_config/."""
    file = {
        **BASE,
        "place": {"base": "zebra-house"},
        "duties": {"general": {"set": "all-staff"}, **BASE["duties"]},
        "requirements": {"registrations": [{"body": "zephyr-body"}]},
        "person_specification": {"criteria": [{"shared": "shared-one", "importance": "essential"}]},
    }
    if any(step.field == "application" for step in leaf.steps):
        del file["application"]  # what a role says wins
    role = outputs.check(json.dumps(file).encode()).role
    assert role is not None
    if leaf.steps[0].record is not PayScale:
        return role
    bands = any(step.field == "bands" for step in leaf.steps)
    own = {"band": "A"} if bands else {"points": {"lowest": "1", "highest": "1"}}
    pay = {"type": "pay-scale", "scale": "example-scale", **own}
    return role.model_copy(update={"pay": ScalePay.model_validate(pay)})


#: The same words in each of the forms that Markdown gives them.
FORMS = (
    "Hazel beside the path",
    "Hazel **beside** the path",
    "Hazel *beside* the path",
    "[Hazel](https://www.example.org/hazel) beside the path",
    "[Hazel](https://www.example.org/holly) beside the path",
    "Hazel beside\n\nthe path",
    "- Hazel beside\n- the path",
    "1. Hazel beside\n2. the path",
)


@pytest.mark.parametrize("name", EVERYWHERE)
def test_every_form_of_words_is_told(name: str, outputs: Outputs) -> None:
    said = set()
    for form in FORMS:
        role = outputs.check(json.dumps({**BASE, "purpose": form}).encode()).role
        assert role is not None
        said.add(outputs.said(name, outputs.view(role)))
    assert len(said) == len(FORMS)


@pytest.fixture(scope="module")
def everything(outputs: Outputs) -> RoleView:
    """The role of the complete project, which says something in each field that it can."""
    role = outputs.check((COMPLETE / "content" / "roles" / "everything.yaml").read_bytes()).role
    assert role is not None
    return outputs.view(role)


def test_the_pdf_says_whatever_its_template_is_given(everything: RoleView) -> None:
    job = pack(everything)
    (made,) = render_pdfs([job], ROOT / "templates", 1)
    told = " ".join(page.extract_text() for page in PdfReader(BytesIO(made.data)).pages)
    assert missing_words(given_words(job.data), [told]) == []


HIDDEN = ("Hidden notes", "Hidden reason")
#: Parts of the data of a pack that a reader of its text does not meet, or not all of them.
UNSEEN = {"words", "document_title", "site_name", "address", "description", "caption"}


def given_words(data: Any) -> Iterator[str]:
    """Give the words of what a template is given."""
    if isinstance(data, Mapping):
        for key, part in data.items():
            if key not in UNSEEN | NOT_SAID:
                yield from given_words(part)
    elif isinstance(data, list | tuple):
        for part in data:
            yield from given_words(part)
    elif isinstance(data, str) and data:
        yield data


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Built:
    project = tmp_path_factory.mktemp("complete") / "project"
    shutil.copytree(COMPLETE, project)
    shutil.copytree(ROOT / "templates", project / "templates")
    return publish(BuildSettings(project, "Site of zebras", NOW, source_prefix="https://git.test/"))


def test_what_is_for_editors_is_in_no_file(publication: Built) -> None:
    for page in publication.pages:
        assert not [words for words in HIDDEN if words in page.html + page.head], page.address
    for path, data in publication.files.items():
        assert not [words for words in HIDDEN if words.encode() in data], path


def test_what_a_document_says_of_itself_is_in_documents_alone(publication: Built) -> None:
    told = ("Second version of everything", "4 May 2027", "2027-05-04", "About this version")
    for page in publication.pages:
        assert not [words for words in told if words in page.html + page.head], page.address
    made = publication.files
    for path, data in made.items():
        if not path.endswith((".pdf", ".docx")):
            assert not [words for words in told if words.encode() in data], path
    for name in ("job-pack.pdf", "large-print.pdf", "job-description.pdf"):
        pages = PdfReader(BytesIO(made[f"roles/everything/{name}"])).pages
        text = "".join(page.extract_text() for page in pages)
        assert "Second version of everything" in text, name
        assert "4 May 2027" in text, name


def test_every_section_of_duties_has_an_address_of_its_own(outputs: Outputs) -> None:
    titles = ("Support", "Support", "Support 2", "Support")
    sections = [{"title": title, "duties": ["A duty"]} for title in titles]
    role = outputs.check(json.dumps({**BASE, "duties": {"sections": sections}}).encode()).role
    assert role is not None
    assert [part.id for part in duty_section(role, outputs.content).sections] == [
        "duties-support", "duties-support-2", "duties-support-2-2", "duties-support-3",
    ]  # fmt: skip


def test_titles_with_signs_are_safe_in_html(outputs: Outputs, everything: RoleView) -> None:
    page = outputs.page(everything)
    assert ">Everything Officer &lt;5 &amp; &#34;more&#34;</h1>" in page


def test_an_employer_of_whom_only_the_name_is_known_has_no_empty_section(outputs: Outputs) -> None:
    assert about_section(Organisation(name="Name alone"), outputs.content) is None
