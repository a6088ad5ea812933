"""Headless Chromium: packs printed from the HTML of the roles' pages, in a running browser."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from .pack_html import STYLE, fonts_address, pack_documents
from .site_builder import PeerMissing

_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
_FONT = re.compile(r'url\("?(?=[^"):/]+[").])')


def chromium_version() -> str:
    """Give the version of the browser.

    Raises:
        PeerMissing: when the browser, or what drives it, is not installed.
    """
    try:
        import playwright.async_api  # noqa: F401
    except ImportError as error:
        message = "Playwright is not installed: python -m pip install playwright"
        raise PeerMissing(message) from error
    said = subprocess.run(
        [_program(), "--version"], check=True, capture_output=True, text=True
    ).stdout
    found = re.search(r"[\d.]+", said)
    return f"Chromium {found[0] if found else 'of unknown version'}"


def print_packs(documents: Sequence[str], templates: Path, tabs: int) -> float:
    """Give the seconds that printing takes; starting and a first pack are not counted."""
    style = _FONT.sub(rf"\g<0>{fonts_address(templates)}", STYLE.read_text("utf-8"))
    pages = [html.replace("</head>", f"<style>{style}</style></head>", 1) for html in documents]
    return asyncio.run(_print(pages, tabs))


async def _print(pages: Sequence[str], tabs: int) -> float:
    from playwright.async_api import Page, async_playwright

    waiting = list(pages)

    async def work(tab: Page, path: Path) -> None:
        while waiting:
            # From a file, as only such a page may load the fonts, which are files.
            path.write_text(waiting.pop(0), "utf-8")
            await tab.goto(path.as_uri(), wait_until="load")
            await tab.pdf(tagged=True, prefer_css_page_size=True)

    with tempfile.TemporaryDirectory() as folder:
        async with async_playwright() as driver:
            browser = await driver.chromium.launch(
                executable_path=_program(), args=list(_ARGUMENTS)
            )
            open_tabs = [await browser.new_page() for _ in range(tabs)]
            paths = [Path(folder) / f"{number}.html" for number in range(tabs)]
            for tab, path in zip(open_tabs, paths, strict=True):
                path.write_text(pages[0], "utf-8")
                await tab.goto(path.as_uri())
                await tab.pdf()
            start = time.perf_counter()
            await asyncio.gather(*map(work, open_tabs, paths))
            seconds = time.perf_counter() - start
            await browser.close()
    return seconds


def _program() -> str:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        raise PeerMissing("no browser here; install one with: apt-get install chromium")
    return program


if __name__ == "__main__":
    site, templates, sample, number = sys.argv[1:]
    documents = pack_documents(Path(site), int(sample))
    print(json.dumps({"seconds": print_packs(documents, Path(templates), int(number))}))
