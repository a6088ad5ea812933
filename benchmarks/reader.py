"""What stands between a site and its reader: a host that compresses, and a slow phone."""

from __future__ import annotations

import gzip
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import click

#: Slow 4G as Lighthouse has it, which is also how much slower than this machine the phone is.
LATENCY_MS = 150
BYTES_A_SECOND = 1_600_000 // 8
SLOWER_CPU = 4

_PACKED = {".html", ".css", ".js", ".json", ".xml", ".svg", ".ics"}


@contextmanager
def slow_tab(browser: Any, *, phone: bool = True) -> Iterator[tuple[Any, dict[str, int]]]:
    """Give a tab of a slow phone, and the bytes that came over its connection, by address.

    One that is not of a ``phone`` is wide, as slow, and has a fast connection.
    """
    size = {"width": 360, "height": 740} if phone else {"width": 1280, "height": 900}
    context = browser.new_context(viewport=size)
    tab = context.new_page()
    session = context.new_cdp_session(tab)
    session.send("Network.enable")
    if phone:
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": LATENCY_MS,
                "downloadThroughput": BYTES_A_SECOND,
                "uploadThroughput": BYTES_A_SECOND / 2,
            },
        )
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_CPU})
    addresses: dict[str, str] = {}
    sent: dict[str, int] = {}

    def begun(event: dict[str, Any]) -> None:
        addresses[event["requestId"]] = event["request"]["url"]

    def ended(event: dict[str, Any]) -> None:
        address = addresses[event["requestId"]]
        if not address.startswith("data:"):
            sent[address] = event["encodedDataLength"]

    session.on("Network.requestWillBeSent", begun)
    session.on("Network.loadingFinished", ended)
    yield tab, sent
    context.close()


class _Host(SimpleHTTPRequestHandler):
    """Compresses what can be, as hosts of static sites do, and keeps connections open."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in _PACKED:
            data = gzip.compress(data, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a site, and give its address."""

    def handler(*arguments: Any) -> _Host:
        return _Host(*arguments, directory=str(site))

    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


def chromium_program() -> str:
    """Give the browser of the system.

    Raises:
        click.ClickException: when there is none.
    """
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        raise click.ClickException("no browser here; install one with: apt-get install chromium")
    return program


@contextmanager
def chromium() -> Iterator[Any]:
    """Give a running browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        running = playwright.chromium.launch(executable_path=chromium_program(), args=quiet)
        yield running
        running.close()
