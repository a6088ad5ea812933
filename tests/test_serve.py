"""What somebody sees who edits a role with the site beside it, in a real browser."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import HTTPError

import pytest

from building import publish, store_at, web_templates
from rolebook.base.dates import in_london
from rolebook.build.self_check import DisagreementError
from rolebook.build.settings import BuildSettings
from rolebook.build.worker_pool import WorkerError
from rolebook.commands.publishing import publishing as publishing_module
from rolebook.commands.publishing.publishing import Publishing, PublishingError
from rolebook.commands.publishing.serving import is_served_at, parsed_address, why_not_served
from rolebook.read.mkdocs_file import site_in
from rolebook.render.documents.pdf_errors import PdfRendererError

ROOT = Path(__file__).parent.parent
ROLE = "roles/clinical-lead/"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def served(project):
    """Serve a project; give the address of the site, and in the end what was said."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "rolebook.cli", "serve", "--address", f"127.0.0.1:{port}"],
        cwd=project,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    said = []
    try:
        address = f"http://127.0.0.1:{port}/"
        for _ in range(300):
            try:
                urllib.request.urlopen(address, timeout=5).close()
                break
            except OSError:
                assert process.poll() is None, process.communicate()[1]
                time.sleep(0.1)
        yield address, said
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        said.append(process.communicate(timeout=20)[1])


def role_file(project):
    file = project / "content" / "roles" / "clinical-lead.yaml"
    return file, file.read_text("utf-8")


@pytest.mark.browser
def test_a_page_follows_its_file_and_shows_what_is_wrong_with_it(project, browser):
    file, text = role_file(project)
    with served(project) as (address, said):
        page = browser.new_page()
        page.goto(address + ROLE)
        page.wait_for_selector("text=£47,130.12")
        # Nobody reloads the page from here on.
        file.write_text(text.replace("maximum: 47130.12", "maximum: 48330.12"), "utf-8")
        page.wait_for_selector("text=£48,330.12")
        broken = text.replace("maximum: 47130.12", "maximum: <script>alert(1)</script> lots")
        file.write_text(broken, "utf-8")
        page.wait_for_selector(".rb-problems")
        shown = page.inner_text("article")
        line = broken[: broken.index("lots")].count("\n") + 1
        assert "1 problem to put right" in shown
        assert "content/roles/clinical-lead.yaml" in shown
        assert f"Line {line}, pay.maximum:" in shown
        assert "is not an amount of money; write pounds, and pence after a full stop" in shown
        assert "  maximum: <script>alert(1)</script> lots" in shown
        assert page.inner_text(".rb-problems mark") == "<script>alert(1)</script> lots"
        assert page.locator(".rb-problems script").count() == 0
        assert "£48,330.12" not in shown, "the role itself is not shown beside its problems"
        file.write_text(text.replace("maximum: 47130.12", "maximum: 49000"), "utf-8")
        page.wait_for_selector("text=£49,000")
        assert page.locator(".rb-problems").count() == 0
        page.close()
    assert "pay.maximum:" in said[0]
    assert "Traceback" not in said[0]


@pytest.mark.browser
def test_problems_stand_on_top_of_pages_whose_files_are_good(project, browser):
    file, text = role_file(project)
    with served(project) as (address, _):
        page = browser.new_page()
        page.goto(f"{address}roles/")
        file.write_text(text.replace("organisation:", "organization:"), "utf-8")
        page.wait_for_selector(".rb-problems")
        assert "Clinical Lead" in page.inner_text("article")
        assert "The page below shows the site as it was before" in page.inner_text(".rb-problems")
        page.goto(address + "roles/self-employed-therapist/")
        assert 'did you mean "organisation"?' in page.inner_text(".rb-problems")
        assert page.locator("article h1").count() == 1
        page.close()


def test_serving_begins_with_a_broken_file_and_recovers(project):
    file, text = role_file(project)
    file.write_text(text.replace("summary:", "sumary:"), "utf-8")
    with served(project) as (address, _):
        page = urllib.request.urlopen(f"{address}roles/").read().decode()
        assert "1 problem to put right" in page
        assert "did you mean &#34;summary&#34;?" in page
        file.write_text(text, "utf-8")
        for _ in range(100):
            page = urllib.request.urlopen(f"{address}roles/").read().decode()
            if "rb-problems" not in page:
                break
            time.sleep(0.1)
        assert "Clinical Lead" in page


def test_packs_are_made_when_somebody_opens_them(project):
    file, text = role_file(project)
    with served(project) as (address, _):
        with urllib.request.urlopen(f"{address}{ROLE}job-pack.pdf") as answer:
            assert answer.headers["Content-Type"] == "application/pdf"
            before = answer.read()
        with urllib.request.urlopen(f"{address}compare/all-roles.pdf") as answer:
            assert answer.read().startswith(b"%PDF-")
        assert urllib.request.urlopen(f"{address}{ROLE}job-pack.pdf").read() == before
        file.write_text(text.replace("maximum: 47130.12", "maximum: 48330.12"), "utf-8")
        for _ in range(100):
            if "£48,330.12" in urllib.request.urlopen(address + ROLE).read().decode():
                break
            time.sleep(0.1)
        assert urllib.request.urlopen(f"{address}{ROLE}job-pack.pdf").read() != before


def test_a_picture_to_share_is_made_when_somebody_asks_for_it(project):
    publishing = Publishing(project, site_in(project, {}), serves=True)
    publishing.prepare()
    status, headers, data = publishing.made_when_asked(f"{ROLE}share.png")
    assert status == "200 OK"
    assert ("Content-Type", "image/png") in headers
    assert data.startswith(b"\x89PNG")


def test_what_is_served_follows_the_settings_of_mkdocs(project):
    settings = project / "mkdocs.yml"
    text = settings.read_text("utf-8")
    with served(project) as (address, _):

        def told(words):
            with suppress(HTTPError):  # while MkDocs builds, the folder is empty
                return words in urllib.request.urlopen(f"{address}feeds/jobs.xml").read()

        assert told(b"Rolebook example jobs")
        settings.write_text(text.replace("Rolebook example jobs", "Jobs at our place"), "utf-8")
        for _ in range(300):
            if told(b"Jobs at our place"):
                break
            time.sleep(0.1)
        assert told(b"Jobs at our place")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            DisagreementError("roles/x/ does not say: 9am"),
            "what was made does not say what the files say; nothing was published\n"
            "roles/x/ does not say: 9am\n",
        ),
        (PdfRendererError("no font"), "a PDF could not be made; nothing was published\nno font\n"),
        (WorkerError("a process ended"), "a process ended\n"),
    ],
)
def test_a_build_that_fails_leaves_the_good_site_that_is_served(
    project, monkeypatch, capsys, error, told
):
    def fails(*arguments):
        raise error

    publishing = Publishing(project, site_in(project, {}), serves=True)
    publishing.prepare()
    good = publishing.publication
    capsys.readouterr()  # the first build says that there is no git
    monkeypatch.setattr(publishing_module, "publish", fails)
    publishing.prepare()
    assert publishing.publication is good
    assert capsys.readouterr().err == f"{told}The pages show the site as it was before.\n"
    with pytest.raises(PublishingError) as caught:
        Publishing(project, site_in(project, {}), serves=True).prepare()
    assert f"{caught.value}\n" == told


def test_a_document_is_never_made_from_another_file_than_its_page(project):
    publishing = Publishing(project, site_in(project, {}), serves=True)
    publishing.prepare()
    file, text = role_file(project)
    file.write_text(text.replace("title: ", "titel: ", 1), "utf-8")
    status, headers, data = publishing.made_when_asked(f"{ROLE}advert.pdf")
    assert status.startswith("500 ")
    assert headers == [("Content-Type", "text/plain; charset=utf-8")]
    assert data.decode() == (
        "This document could not be made.\nThe file of this role has changed. Go back to its page, "
        "which tells what is wrong with the file if anything is, and open the document again.\n"
    )
    file.write_text(text, "utf-8")
    assert publishing.made_when_asked(f"{ROLE}advert.pdf")[2].startswith(b"%PDF-")


def test_what_is_served_is_what_is_published(project):
    """What is kept from build to build is made again when what it was made from has changed."""
    settings = BuildSettings(project, "Jobs", in_london("2026-11-23T12:00"))
    file = project / "site_config" / "organisations.yaml"
    style = project / "templates" / "web" / "role.html.j2"
    with store_at(project / ".cache") as store:
        publish(settings, store, serves=True)
        file.write_text(file.read_text("utf-8").replace("name: ISP", "name: PSI"), "utf-8")
        first = publish(settings, store, serves=True)
        assert any("PSI" in page.html for page in first.pages if "roles/self" in page.address)
        style.write_text(style.read_text("utf-8") + "<p>More</p>", "utf-8")
        again = publish(settings, store, serves=True)
        alone = publish(settings, serves=True)
        assert (again.pages, again.files) == (alone.pages, alone.files)
        waiting = again.publication.waiting
        assert list(waiting) == list(alone.publication.waiting)
        assert any("<p>More</p>" in page.html for page in again.pages)
    published = publish(settings)
    served = {path for path in published.files if path not in again.files}
    assert served == waiting.keys()


def test_templates_that_are_compiled_again_are_the_same_bytes(small_project):
    """Or a process that serves would render every page again, and so would the next build."""
    before = web_templates(ROOT / "templates")
    now = in_london("2026-11-23T12:00")
    publish(BuildSettings(small_project, "Jobs", now, pages_only=True))
    assert web_templates(ROOT / "templates") == before


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("8000", '"8000" is not a host and a port; write 127.0.0.1:8000'),
        ("localhost", '"localhost" is not a host and a port; write localhost:8000'),
        ("::1", '"::1" is not a host and a port; write [::1]:8000'),
        ("127.0.0.1:99999", '"99999" is not a port; write a number from 1 to 65535'),
        ("127.0.0.1:0", '"0" is not a port; write a number from 1 to 65535'),
        ("127.0.0.1:", '"" is not a port; write a number from 1 to 65535'),
        (
            "my-pc:8000",
            '"my-pc" is not a host; write 127.0.0.1 for this computer alone, or 0.0.0.0 for all of '
            "its addresses",
        ),
    ],
)
def test_an_address_that_is_none_is_told(address, told):
    with pytest.raises(ValueError, match=re.escape(told)):
        parsed_address(address)


def test_addresses_are_read():
    assert parsed_address("localhost:8000") == ("localhost", 8000)
    assert parsed_address("[::1]:65535") == ("::1", 65535)


def serve(project, *options):
    return subprocess.run(
        [sys.executable, "-m", "rolebook.cli", "serve", *options],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_the_option_that_was_typed_is_named(project):
    done = serve(project, "--address", "8000")
    assert done.returncode == 2
    assert done.stderr.endswith(
        "Error: Invalid value for '--address': \"8000\" is not a host and a port; write "
        "127.0.0.1:8000\n"
    )


@pytest.mark.parametrize(
    "command", [["rolebook.cli", "serve", "--address"], ["mkdocs", "serve", "-a"]]
)
def test_a_port_that_is_taken_is_told_before_anything_is_built(project, command):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", *command, f"127.0.0.1:{port}"],
            cwd=project,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            capture_output=True,
            text=True,
            timeout=120,
        )
    assert done.returncode == 1
    told = (
        f"port {port} is taken by another program, or by a rolebook serve that still runs; end "
        f"that, or choose another port, such as {port + 1}"
    )
    assert any(line.endswith(told) for line in done.stderr.splitlines()), done.stderr
    assert "Traceback" not in done.stderr
    assert not (project / ".cache").exists()


def test_an_address_of_another_computer_is_told():
    # 192.0.2.0/24 is nobody's (RFC 5737).
    assert why_not_served("192.0.2.1", 8000) == (
        "192.0.2.1 is not an address of this computer; choose 127.0.0.1 or 0.0.0.0"
    )


@pytest.mark.parametrize(
    ("host", "header", "answered"),
    [
        ("127.0.0.1", "127.0.0.1:8000", True),
        ("127.0.0.1", "localhost:8000", True),
        ("127.0.0.1", "LOCALHOST", True),
        ("127.0.0.1", "localhost:9000", True),  # through a tunnel
        ("127.0.0.1", "[::1]:8000", True),
        ("localhost", "127.0.0.1:8000", True),
        ("127.0.0.1", "evil.example:8000", False),
        ("127.0.0.1", "127.0.0.1.evil.example:8000", False),
        ("127.0.0.1", "localhost.evil.example", False),
        ("127.0.0.1", "192.168.1.5:8000", False),
        ("127.0.0.1", f"{socket.gethostname()}:8000", socket.gethostname() == "localhost"),
        ("127.0.0.1", None, False),
        ("127.0.0.1", "", False),
        ("127.0.0.1", "[::1", True),
        ("127.0.0.1", "[evil.example]:8000", False),
        ("0.0.0.0", "192.168.1.5:8000", True),
        ("0.0.0.0", "[fe80::1]:8000", True),
        ("0.0.0.0", f"{socket.gethostname()}:8000", True),
        ("0.0.0.0", f"{socket.gethostname()}.local:8000", True),
        ("0.0.0.0", "evil.example:8000", False),
        ("192.168.1.5", "192.168.1.5:8000", True),
        ("192.168.1.5", "192.168.1.6:8000", False),
        ("192.168.1.5", "evil.example", False),
    ],
)
def test_only_addresses_that_are_served_are_answered(host, header, answered):
    assert is_served_at(host)(header) is answered


def answer_to(address, host):
    request = urllib.request.Request(f"{address}{ROLE}job-pack.pdf", headers={"Host": host})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        return error.code, error.read()


def test_a_name_that_others_let_lead_here_is_refused(project):
    with served(project) as (address, _):
        status, data = answer_to(address, "evil.example")
        assert (status, data.decode()) == (403, f"Open {address} instead.\n")
        status, data = answer_to(address, address.removeprefix("http://").rstrip("/"))
        assert (status, data[:5]) == (200, b"%PDF-")


def shown(address, words, where=ROLE):
    """Whether a page says something, within half a minute."""
    for _ in range(150):
        with suppress(OSError):
            if words in urllib.request.urlopen(address + where, timeout=20).read().decode():
                return True
        time.sleep(0.2)
    return False


def epoch(address):
    """Give the number of the last build that has ended, as the server counts them."""
    return int(urllib.request.urlopen(f"{address}livereload/0/0", timeout=20).read())


def next_epoch(address, before):
    """Wait until a change has been noticed, and what follows from it has been built."""
    for _ in range(300):
        if (now := epoch(address)) != before:
            return now
        time.sleep(0.2)
    raise AssertionError("nothing was noticed")


def test_a_folder_that_vanishes_and_returns_is_watched_as_before(project):
    """As where somebody looks at another branch for a while."""
    file, text = role_file(project)
    with served(project) as (address, said):
        assert shown(address, "£47,130.12")
        moved = [(project / name, project / f"{name}-away") for name in ("content", "site_config")]
        moved += [(project / "mkdocs.yml", project / "mkdocs-away")]
        before = epoch(address)
        for there, away in moved:
            there.rename(away)
        before = next_epoch(address, before)
        for there, away in reversed(moved):
            away.rename(there)
        next_epoch(address, before)
        assert shown(address, "£47,130.12")
        file.write_text(text.replace("maximum: 47130.12", "maximum: 48330.12"), "utf-8")
        assert shown(address, "£48,330.12")
    assert "Traceback" not in said[0]


def test_a_site_that_mkdocs_cannot_build_again_stays(project):
    settings = project / "mkdocs.yml"
    text = settings.read_text("utf-8")
    file, role = role_file(project)
    page = project / "content" / "about.md"
    with served(project) as (address, said):
        assert shown(address, "£47,130.12")
        settings.write_text(text.replace("strict: true", "docs_dir: ."), "utf-8")
        assert shown(address, "mkdocs.yml")
        assert shown(address, "is another folder than that of the roles")
        settings.write_text(text.replace("nav:\n", "nav:\n  - about.md\n"), "utf-8")
        assert shown(address, "£47,130.12")
        before = epoch(address)
        page.write_text("# About\n\n[Nowhere](nowhere.md)\n", "utf-8")
        file.write_text(role.replace("maximum: 47130.12", "maximum: 48330.12"), "utf-8")
        next_epoch(address, before)
        assert shown(address, "£47,130.12")
        page.write_text("# About\n", "utf-8")
        assert shown(address, "£48,330.12")
        assert shown(address, "<h1", "about/")
        style = "assets/rolebook/rolebook.css"
        assert shown(address, "{", style)
    assert "The pages show the site as it was before." in said[0]
    assert "Traceback" not in said[0]
