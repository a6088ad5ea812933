"""Nothing of content/ is published but what pages refer to, whatever mkdocs.yml says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from market import NOW
from rolebook.check.content import check_content
from rolebook.render.web.linked_files import OwnFile, linked_files

ROOT = Path(__file__).parent.parent
#: What somebody searches the published files for; no page says it.
SECRET = "told to nobody"
#: Files of content/ that are on the site, by their paths there.
PUBLISHED = {
    "about/index.html": "<h1",
    "about/team/index.html": "<h1",
    "privacy/index.html": "<h1",
    "files/handbook.docx": "Handbook",
    "files/raw.pdf": "Raw",
    "files/a b.pdf": "Spaces",
    "style/more.css": "url(",
    "style/ground.png": "Ground",
}


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.fixture
def with_secrets(project):
    """A project with pages of its own, and files beside them that nobody links to."""
    content = project / "content"
    for name in (
        "old/secret.md",
        "interview-notes.docx",
        "files/scores.xlsx",
        "roles/photo.txt.png",
        "roles/draft/idea.md",
    ):
        write(content, name, SECRET)
    for path in (content / "roles").glob("*.yaml"):
        path.write_text(f"{path.read_text('utf-8')}\n# {SECRET}\n", "utf-8")
    (content / "organisations.txt").symlink_to("../site_config/organisations.yaml")
    (content / "copies").symlink_to("roles")
    write(
        content,
        "about.md",
        "# About us\n\n[Handbook](files/handbook.docx), [our team](about/team.md) and "
        "[a b](<files/a b.pdf>), <a href='../files/raw.pdf'>raw</a>\n",
    )
    write(content, "about/team.md", "# Our team\n\n[Back](../about.md)\n")
    write(content, "privacy.md", "# Privacy\n")
    write(content, "files/handbook.docx", "Handbook")
    write(content, "files/raw.pdf", "Raw")
    write(content, "files/a b.pdf", "Spaces")
    write(content, "style/more.css", "body{background:url('ground.png')}")
    write(content, "style/ground.png", "Ground")
    config = project / "mkdocs.yml"
    text = config.read_text("utf-8")
    text = text.replace("  - compare/index.md\n", "  - compare/index.md\n  - About: about.md\n")
    text += "\nnot_in_nav: |\n  /privacy.md\nextra_css:\n  - style/more.css\n"
    config.write_text(text, "utf-8")
    return project


def run(project, *command, **variables):
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=project,
        env={**os.environ, "ROLEBOOK_NOW": NOW, **variables},
        capture_output=True,
        text=True,
    )


def files_of(site):
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


#: What every build says of the files that it leaves out.
LEFT_OUT = """\
content/copies/photo.txt.png is not published: nothing in content/roles/ is
content/copies/draft/idea.md is not published: nothing in content/roles/ is
content/files/scores.xlsx is not published: no page links to it
content/interview-notes.docx is not published: no page links to it
content/old/secret.md is not published: no page links to it
content/organisations.txt is not published: it is a link to a file outside content/
content/roles/draft/idea.md is not published: nothing in content/roles/ is
content/roles/photo.txt.png is not published: nothing in content/roles/ is
To publish a file, link to it from a page, or list it under not_in_nav in mkdocs.yml.
"""


@pytest.mark.parametrize("excluded", ["", "exclude_docs: |\n  !/roles/\n  !*.yaml\n"])
def test_only_what_pages_refer_to_is_published(with_secrets, excluded):
    project = with_secrets
    with (project / "mkdocs.yml").open("a") as config:
        config.write(excluded)
    done = run(project, "rolebook.cli", "build", "--pages-only")
    assert done.returncode == 0, done.stderr
    told = [line for line in done.stderr.splitlines() if line.startswith(("content/", "To "))]
    assert sorted(told) == sorted(LEFT_OUT.splitlines())
    published = files_of(project / "site")
    assert [name for name, data in published.items() if SECRET.encode() in data] == []
    assert [name for name in published if name.endswith((".yaml", ".xlsx", ".md"))] == []
    for name, words in PUBLISHED.items():
        assert words.encode() in published[name], name
    assert b"/about/team/" in published["sitemap.xml"]
    assert b"/old/secret/" not in published["sitemap.xml"]


@pytest.mark.parametrize("settings", ["", "docs_dir: content/roles\n", "docs_dir: site_config\n"])
def test_mkdocs_itself_publishes_no_more(with_secrets, settings, tmp_path):
    """Another docs_dir is refused by check; a file that mkdocs.yml inherits from may name one."""
    project = with_secrets
    site = tmp_path / "site"
    config = project / "mkdocs.yml"
    if settings:
        lines = config.read_text("utf-8").split("\nnot_in_nav")[0].replace("docs_dir: content", "")
        config.write_text(f"INHERIT: more.yml\n{lines.replace('  - About: about.md', '')}", "utf-8")
        (project / "more.yml").write_text(settings, "utf-8")
    done = run(project, "mkdocs", "build", "--site-dir", str(site), ROLEBOOK_NO_CACHE="yes")
    assert done.returncode == 0, done.stderr
    published = files_of(site)
    assert [name for name, data in published.items() if SECRET.encode() in data] == []
    assert [name for name in published if name.endswith((".yaml", ".xlsx", ".md"))] == []
    assert "roles/clinical-lead/index.html" in published
    if not settings:
        assert PUBLISHED.keys() <= published.keys()
        assert set(LEFT_OUT.splitlines()) <= set(done.stderr.splitlines())


def test_without_a_list_of_pages_none_is_published(with_secrets):
    project = with_secrets
    config = project / "mkdocs.yml"
    text = config.read_text("utf-8")
    nav = text[text.index("nav:") : text.index("hooks:")]
    config.write_text(text.replace(nav, ""), "utf-8")
    done = run(project, "rolebook.cli", "build", "--pages-only")
    assert done.returncode == 0, done.stderr
    published = files_of(project / "site")
    assert "about/index.html" not in published
    assert "files/handbook.docx" not in published
    assert "privacy/index.html" in published
    assert "content/about.md is not published: no page links to it" in done.stderr


def test_a_link_to_a_file_that_is_not_published_is_told(with_secrets):
    project = with_secrets
    about = project / "content" / "about.md"
    about.write_text(f"{about.read_text('utf-8')}\n[Places](organisations.txt)\n", "utf-8")
    done = run(project, "rolebook.cli", "build", "--pages-only")
    assert done.returncode == 0, done.stderr
    assert "Doc file 'about.md' contains a link 'organisations.txt'" in done.stderr
    assert not (project / "site" / "organisations.txt").exists()


@pytest.mark.parametrize("name", ["leak.txt", "leaks", "roles/leak.yaml", "old/deep/leak.md"])
def test_a_link_that_leads_out_of_the_project_is_refused(
    small_project, tmp_path, today, printable, name
):
    private = tmp_path / "private"
    private.mkdir()
    (private / "scores.yaml").write_text("title: Scores\n", "utf-8")
    link = small_project / "content" / name
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(private if name == "leaks" else private / "scores.yaml")
    told = [
        str(problem)
        for problem in check_content(small_project, today, printable).problems
        if problem.file == f"content/{name}" and not problem.field
    ]
    assert told == [
        f"content/{name}:1:1: is a link to something outside the project; put a copy of that in "
        "its place, or delete it"
    ]


def test_a_new_link_to_a_folder_is_noticed_by_the_next_build(published_project, tmp_path):
    project = published_project
    (tmp_path / "private").mkdir()
    (project / "content" / "more").symlink_to(tmp_path / "private")
    done = run(project, "rolebook.cli", "build", "--now", NOW)
    assert done.returncode == 1
    assert "content/more:1:1: is a link to something outside the project" in done.stderr


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ('<a href="files/a.pdf">', True),
        ("<a href='./files/../files/a.pdf#page=2'>", True),
        ("<a href=/files/a.pdf?x>", True),
        ('<a href="https://jobs.example.org/files/a.pdf">', True),
        ('<img srcset="b.png 1x, files/a.pdf 2x">', True),
        ('<i style="background:url(files/a.pdf)">', True),
        ('<a href="other.html">', True),
        ('<a href="https://elsewhere.example.org/files/a.pdf">', False),
        ('<a href="../../files/b.pdf">', False),
        ("files/a.pdf", False),
        ('<a href="http://[half">', False),
    ],
)
def test_what_counts_as_a_reference(page, found):
    files = [
        OwnFile("files/a.pdf", ("files/a.pdf",), lambda: ""),
        OwnFile("other.html", ("other.html",), lambda: '<a href="files/a.pdf">'),
    ]
    linked = linked_files(files, [], [("", page)], "https://jobs.example.org/")
    assert ("files/a.pdf" in linked) is found
