"""Every rule of advice against roles that it must tell about, and roles that it must leave alone.

Each folder of ``advice/`` is named after a rule. Its files are laid over ``projects/small/``, and
``expected.txt`` holds all that the rule says of them, word for word. What is named told… has to
appear there, and what is named silent… must not. Run ``pytest tests/test_advice.py
--update-expected`` to write them, and read the difference as a recruiter would.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import PlainValidator

from history_of import Repository
from overlays import case_folders, lay_over
from rolebook.advise.advice import advice_on, rule_ids
from rolebook.advise.rule import REGISTER
from rolebook.advise.texts import TEXT_READERS
from rolebook.advise.wage_rates import packaged_rates
from rolebook.base.problems import Advice
from rolebook.check.content import check_content
from rolebook.cli import main
from rolebook.model.values import fields
from test_bad_input import JARGON

ROOT = Path(__file__).parent.parent
CASES = case_folders(Path(__file__).parent / "advice")

#: file:line:column: advice: field: what was found; what to type instead [rule]
LINE = re.compile(
    r"(?:content|site_config)[^:]*:[1-9]\d*:[1-9]\d*: advice: \S.*[^;]; \S.*[^.] \[[a-z-]+\]"
)


def advice_in(project: Path, today: dt.date, printable: frozenset[int]) -> tuple[Advice, ...]:
    checked = check_content(project, today, printable, rule_ids())
    assert checked.problems == ()
    return advice_on(checked, today)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_every_rule_says_this_and_no_more(
    case: Path,
    small_project: Path,
    today: dt.date,
    printable: frozenset[int],
    update_expected: bool,
) -> None:
    lay_over(small_project, case)
    found = [item for item in advice_in(small_project, today, printable) if item.rule == case.name]
    told = "".join(f"{item}\n" for item in found)
    for line in told.splitlines():
        assert LINE.fullmatch(line), line
        assert not JARGON.search(line), line
    expected = case / "expected.txt"
    if update_expected:
        expected.write_text(told, encoding="utf-8", newline="\n")
    assert told == expected.read_text(encoding="utf-8")
    roles = [path.stem for path in sorted((case / "content").rglob("*.yaml"))]
    for name in roles:
        assert (f"/{name}.yaml:" in told) == name.startswith("told"), name
    assert told
    assert not re.search(r"^\S* advice: \S*silent", told, re.MULTILINE)


def test_no_kind_of_text_escapes_advice() -> None:
    no_words = {"Id", "Email", "Phone", "Postcode", "WebAddress", "HostAddress", "Colour", "Notes"}
    kinds = {
        name
        for name, kind in vars(fields).items()
        for part in getattr(kind, "__metadata__", ())
        if isinstance(part, PlainValidator)
        and part.func.__module__ == "rolebook.model.values.words"
        and part.func not in TEXT_READERS
    }
    assert kinds - no_words == {"Prose"}  # which is a type of its own


def test_every_rule_has_a_case() -> None:
    assert {case.name for case in CASES} == {rule.id for rule in REGISTER.all()}


def test_every_rule_says_why_and_on_whose_word() -> None:
    for rule in REGISTER.all():
        for text in (rule.says, rule.why):
            assert text.endswith("."), rule.id
        assert rule.source, rule.id
        assert not rule.source.endswith("."), rule.id
        assert not rule.link or rule.link.startswith("https://"), rule.id


def test_rates_are_old_after_a_year_and_not_a_day_before(
    small_project: Path, printable: frozenset[int]
) -> None:
    rates = "effective_from: 2027-04-01, adult: 12.71, source: {title: T, checked_on: 2027-04-01}"
    file = small_project / "site_config" / "advice.yaml"
    file.write_text(f"minimum_wage: [{{{rates}}}]\n", "utf-8")
    leap_year = [dt.date(2028, 3, 31), dt.date(2028, 4, 1)]
    found = [advice_in(small_project, day, printable) for day in leap_year]
    told = [[item.rule for item in each].count("wage-rates-out-of-date") for each in found]
    assert told == [0, 1]


def test_a_project_without_rates_is_measured_against_those_of_rolebook(
    small_project: Path, printable: frozenset[int]
) -> None:
    role = small_project / "content" / "roles" / "team-leader.yaml"
    text = role.read_text("utf-8")
    role.write_text(text.replace("type: annual\n  minimum: 31000\n  maximum: 34000",
                                 "type: hourly\n  amount: 12.70"), "utf-8")  # fmt: skip

    def told(day: dt.date) -> list[tuple[str, str]]:
        rules = ("below-minimum-wage", "wage-rates-out-of-date")
        found = advice_in(small_project, day, printable)
        return [(item.file, item.rule) for item in found if item.rule in rules]

    below = ("content/roles/team-leader.yaml", "below-minimum-wage")
    old = ("site_config/site.yaml", "wage-rates-out-of-date")
    newest = max(rates.effective_from for rates in packaged_rates().minimum_wage)
    assert told(newest) == [below]
    assert told(newest.replace(year=newest.year + 1)) == [below, old]
    (small_project / "site_config" / "advice.yaml").write_text(
        f"minimum_wage: [{{effective_from: {newest}, adult: 12.70, source: {{title: T, "
        f"checked_on: {newest}}}}}]\n",
        "utf-8",
    )
    assert told(newest) == []


def test_a_waiver_silences_its_rule_in_its_file_alone(
    small_project: Path, today: dt.date, printable: frozenset[int]
) -> None:
    role = small_project / "content" / "roles" / "team-leader.yaml"
    text = role.read_text("utf-8").replace(
        "pay:\n  type: annual\n  minimum: 31000\n  maximum: 34000", "pay:\n  type: not-stated"
    )
    role.write_text(text, "utf-8")
    (role.parent / "other.yaml").write_text(text.replace("Team Leader", "Other Leader"), "utf-8")

    def told(day: dt.date) -> list[tuple[str, str]]:
        pay = ("pay-not-stated", "waiver-ended", "waiver-unused")
        found = advice_in(small_project, day, printable)
        return [(Path(item.file).stem, item.rule) for item in found if item.rule in pay]

    both = [("other", "pay-not-stated"), ("team-leader", "pay-not-stated")]
    assert told(today) == both
    waiver = "waivers:\n  - rule: pay-not-stated\n    reason: Being agreed\n    until: 2026-12-31\n"
    role.write_text(text + waiver, "utf-8")
    assert told(today) == both[:1]
    assert told(dt.date(2026, 12, 31)) == both[:1]
    assert told(dt.date(2027, 1, 1)) == [*both, ("team-leader", "waiver-ended")]


def test_an_organisation_waives_its_own_advice(
    small_project: Path, today: dt.date, printable: frozenset[int]
) -> None:
    rule = "data-protection-statement-missing"
    assert rule in {item.rule for item in advice_in(small_project, today, printable)}
    file = small_project / "site_config" / "organisations.yaml"
    waiver = (
        f"    waivers:\n      - rule: {rule}\n        reason: In hand\n        until: 2027-01-31\n"
    )
    file.write_text(file.read_text("utf-8") + waiver, "utf-8")
    told = {item.rule for item in advice_in(small_project, today, printable)}
    assert not told & {rule, "waiver-unused"}


def test_advice_leaves_out_files_with_errors_and_waits_for_site_config(
    small_project: Path, today: dt.date, printable: frozenset[int]
) -> None:
    role = small_project / "content" / "roles" / "team-leader.yaml"
    role.write_text(role.read_text("utf-8").replace("minimum: 31000", "minimum: much"), "utf-8")
    (role.parent / "unpaid.yaml").write_text(
        role.read_text("utf-8")
        .replace("Team Leader", "Other Leader")
        .replace(
            "pay:\n  type: annual\n  minimum: much\n  maximum: 34000", "pay: {type: not-stated}"
        ),
        "utf-8",
    )
    checked = check_content(small_project, today, printable, rule_ids())
    assert {problem.file for problem in checked.problems} == {"content/roles/team-leader.yaml"}
    files = {item.file for item in advice_on(checked, today)}
    assert "content/roles/unpaid.yaml" in files
    assert "content/roles/team-leader.yaml" not in files
    (small_project / "site_config" / "advice.yaml").write_text("reading_age: young\n", "utf-8")
    checked = check_content(small_project, today, printable, rule_ids())
    assert checked.content is None
    assert advice_on(checked, today) == ()


def test_the_trainee_of_2026_is_paid_below_the_minimum_wage(
    today: dt.date, printable: frozenset[int]
) -> None:
    """24,772.74 ÷ 52.143 ÷ 37.5 is 12.67, and the National Living Wage is 12.71 from April 2026."""
    told = [item for item in advice_in(ROOT, today, printable) if item.rule == "below-minimum-wage"]
    assert [item.file for item in told] == [
        "content/roles/childrens-wellbeing-practitioner-trainee.yaml"
    ]
    for words in (
        "£12.67 an hour",
        "assumed since full_time_hours is not given",
        "£12.71 from 1 April 2026",
    ):
        assert words in told[0].message


def test_advice_on_the_example_roles_is_what_was_read_through(
    today: dt.date, printable: frozenset[int], update_expected: bool
) -> None:
    told = "".join(f"{item}\n" for item in advice_in(ROOT, today, printable))
    expected = Path(__file__).parent / "expected" / "example-advice.txt"
    if update_expected:
        expected.parent.mkdir(exist_ok=True)
        expected.write_text(told, encoding="utf-8", newline="\n")
    assert told == expected.read_text(encoding="utf-8")


def test_pages_link_to_git_only_where_a_site_asks_for_it_and_is_warned(
    small_project: Path, today: dt.date, printable: frozenset[int]
) -> None:
    def told() -> list[str]:
        found = advice_in(small_project, today, printable)
        return [item.rule for item in found if item.file == "site_config/site.yaml"]

    file = small_project / "site_config" / "site.yaml"
    text = file.read_text("utf-8")
    assert "role_source_link" not in text
    assert check_content(small_project, today, printable).content.site.role_source_link is False
    assert told() == []
    file.write_text(f"{text}role_source_link: yes\n", "utf-8")
    assert told() == ["role-source-link"]
    waiver = "waivers:\n  - rule: role-source-link\n    reason: Staff only\n    until: 2026-12-31\n"
    file.write_text(f"{text}role_source_link: yes\n{waiver}", "utf-8")
    assert told() == []
    file.write_text(f"{text}{waiver}", "utf-8")
    assert told() == ["waiver-unused"]


@pytest.mark.parametrize(
    ("committed", "opens", "told"),
    [
        (None, "", "add opens: with the date and time from which it was shown"),
        (None, "2025-12-15 9:00", "leave it, and commit the file"),
        ("2025-12-01", "", ""),  # it was open, and has closed since
        ("2025-12-01", "2025-12-15 9:00", ""),
        ("2026-02-01", "", "add opens: with the date and time from which it was shown"),
        ("2026-02-01", "2025-12-15 9:00", ""),
    ],
)
def test_a_closing_date_that_had_passed_when_it_was_typed_is_asked_about(
    tmp_path: Path, committed: str | None, opens: str, told: str
) -> None:
    repository = Repository(tmp_path / "project")
    shutil.copytree(ROOT / "templates" / "fonts", repository.folder / "templates" / "fonts")
    name = "content/roles/team-leader.yaml"
    role = repository.folder / name
    before = role.read_text("utf-8")
    repository.commit("2025-11-01")
    line = f", opens: {opens}" if opens else ""
    vacancy = f"{{reference: TL-1, closes: 2026-01-15 17:00, example: yes{line}}}"
    role.write_text(f"{before}vacancies:\n  - {vacancy}\n", "utf-8")
    if committed:
        repository.commit(committed)
        # Another version, in which the vacancy is as it was.
        repository.edit(name, ("title: Team Leader", "title: Leader"))
    root, now = str(repository.folder), "2027-01-05"
    done = CliRunner().invoke(main, ["check", "--project", root, "--now", now])
    assert done.exit_code == 0, done.output
    lines = [line for line in done.output.splitlines() if "in the past" in line]
    words = "2026-01-15 is in the past; is the year right? If the vacancy has closed, "
    at = len(role.read_text("utf-8").splitlines())
    expected = (
        f"{name}:{at}:31: advice: vacancies[1].closes: {words}{told} [closing-date-in-the-past]"
    )
    assert lines == ([expected] if told else [])


def test_without_the_whole_history_nobody_is_asked_what_was_committed(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "whole")
    role = repository.folder / "content" / "roles" / "team-leader.yaml"
    vacancy = "vacancies:\n  - {reference: TL-1, closes: 2026-01-15 17:00, example: yes}\n"
    role.write_text(role.read_text("utf-8") + vacancy, "utf-8")
    repository.commit("2026-02-01")
    repository.commit("2026-03-01")
    copy = tmp_path / "shallow"
    repository.git("clone", "--quiet", "--depth", "1", f"file://{repository.folder}", str(copy))
    shutil.copytree(ROOT / "templates" / "fonts", copy / "templates" / "fonts")
    shutil.copy2(repository.folder / "mkdocs.yml", copy)
    done = CliRunner().invoke(main, ["check", "--project", str(copy), "--now", "2027-01-05"])
    assert done.exit_code == 0, done.output
    assert "in the past" not in done.output
