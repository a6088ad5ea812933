"""What is wrong with the keys of mkdocs.yml that Rolebook reads, each reported at its line."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rolebook.read.mkdocs_file import site_in

ROOT = Path(__file__).parent.parent
NAME = "site_name: Jobs\n"
EMPTY = (
    '1:12: site_name: is empty; write the name of your site, such as "site_name: Jobs at our '
    'organisation"'
)
NO_VARIABLE = (
    '1:12: site_name: names no variable; write !ENV [NAME, "what holds where NAME is not set"], or '
    "the value itself"
)
TOO_DEEP = "has more than 30 levels inside one another; take brackets or indentation out"
ESCAPED = (
    "1:12: site_name: holds a backslash (\\) and a letter that stand for an invisible character; "
    "write two backslashes, or single quotes round the text"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    (folder / "content").mkdir()
    (folder / "templates").mkdir()
    (folder / "templates" / "fonts").symlink_to(ROOT / "templates" / "fonts")
    return folder


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'site_name: "Jobs\\nhere"\n',
            "1:12: site_name: goes on over several lines; write it on one line",
        ),
        (
            "site_name: |\n  Jobs\n",
            "1:12: site_name: goes on over several lines; write it on one line",
        ),
        (
            "site_name: Jobs\x07\n",
            "1:16: holds an invisible control character (U+0007); delete it, or type the line "
            "again",
        ),
        (
            "site_name: Jobs \U0001f389\n",
            '1:17: site_name: holds "\U0001f389" (party popper, U+1F389), which the font of the '
            "packs cannot print; take it out, or write it in words",
        ),
        (
            "site_name: Jobs \u202ereversed\n",
            "1:17: site_name: holds an invisible character (right-to-left override, U+202E); "
            "delete it, or type the words around it again",
        ),
        ('site_name: "Jobs \\u202e"\n', ESCAPED),
        ('site_name: "Jobs \\a"\n', ESCAPED),
        (
            "site_name: 2026\n",
            '1:12: site_name: would be read as a number, a date or an answer; write site_name: '
            '"2026"',
        ),
        ('site_name: ""\n', EMPTY),
        ("site_name: !ENV [NOT_SET]\n", EMPTY),
        ("site_name: !ENV []\n", NO_VARIABLE),
        ("site_name: !ENV {a: b}\n", NO_VARIABLE),
        (
            f"{NAME}site_url: [https://jobs.example.org/]\n",
            "2:11: site_url: is a list, and takes one value; write that after the colon, on the "
            "same line",
        ),
        (
            f"{NAME}docs_dir: .\n",
            '2:11: docs_dir: "." is another folder than that of the roles; write docs_dir: content',
        ),
        (
            f"{NAME}theme:\n  name: material\n  language: cy\n",
            '4:13: theme.language: would say that pages are in "cy", and Rolebook writes them in '
            "English. Write language: en",
        ),
        (
            f"{NAME}hooks: [mine.py, hooks/mkdocs_rolebook.py]\nplugins: {{rolebook: {{}}}}\n",
            "2:18: hooks: hooks/mkdocs_rolebook.py: does the same as the plugin on line 3. Take it "
            "out of the list",
        ),
        (f"site_name: {'[' * 50_000}\n", f"1:41: {TOO_DEEP}"),
        (f"{NAME}extra: {'{a: ' * 50_000}\n", f"2:124: {TOO_DEEP}"),
        ("- " * 50_000 + "a\n", f"1:61: {TOO_DEEP}"),
    ],
)  # fmt: skip
def test_what_rolebook_reads_is_refused_at_its_line(folder, text, told):
    (folder / "mkdocs.yml").write_text(text, "utf-8")
    assert [str(problem) for problem in site_in(folder, {}).problems] == [f"mkdocs.yml:{told}"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("site_name: Zoë’s “jobs” – £\n", "Zoë’s “jobs” – £"),
        ("site_name: Jobs\n  at our place\n", "Jobs at our place"),
        ("site_name: !ENV SET\n", "Set elsewhere"),
        ("site_name: !ENV [SET]\n", "Set elsewhere"),
        ('site_name: !ENV [NOT_SET, SET, "Jobs"]\n', "Set elsewhere"),
        ('site_name: !ENV [NOT_SET, "Jobs"]\n', "Jobs"),
        ("site_name: Jobs\ndocs_dir: ./content/\nstrict: !ENV [STRICT, true]\n", "Jobs"),
        ("site_name: Jobs\nextra_css: more.css\nstrict: maybe\nsite_dri: web\n", "Jobs"),
    ],
)
def test_what_mkdocs_takes_is_taken(folder, text, name):
    (folder / "mkdocs.yml").write_text(text, "utf-8")
    site = site_in(folder, {"SET": "Set elsewhere"})
    assert (site.name, site.problems) == (name, ())


def test_the_project_s_own_file_has_no_problem():
    assert site_in(ROOT, {}).problems == ()


def test_papers_are_not_made_where_mkdocs_yml_has_a_problem(small_project, tmp_path):
    (small_project / "templates").symlink_to(ROOT / "templates")
    shutil.copy(ROOT / "mkdocs.yml", small_project)
    config = small_project / "mkdocs.yml"
    text = config.read_text("utf-8").replace("Rolebook example jobs", "Jobs \U0001f389")
    config.write_text(text, "utf-8")
    command = ["pack", "--every-role", "--out", str(tmp_path / "packs")]
    done = subprocess.run(
        [sys.executable, "-m", "rolebook.cli", *command],
        cwd=small_project,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stdout == (
        'mkdocs.yml:2:17: site_name: holds "\U0001f389" (party popper, U+1F389), which the font of '
        "the packs cannot print; take it out, or write it in words\n"
    )
    assert not (tmp_path / "packs").exists()
