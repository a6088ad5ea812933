"""The search measured as a reader meets it: a phone with a slow processor on a slow connection."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

import click

from .make_roles import make_project
from .measure import ROOT, run_once
from .peers.rolebook import build_command
from .reader import chromium, served, slow_tab

_SEED = 20261123
#: Questions of the kinds that people ask: one word, the first letters of one, several words.
_QUESTIONS = ("supervision", "safeg", "com", "clinical supervision", "managing risk in schools")

#: Tells the milliseconds until the list has a title, and until it has an excerpt.
_WATCH = """() => {
  window.seen = {};
  document.addEventListener("input", () => (seen.typed ??= performance.now()), true);
  const look = () => {
    if (document.querySelector(".rb-found a")) seen.title ??= performance.now();
    if (document.querySelector(".rb-found__parts p")) seen.excerpt ??= performance.now();
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}"""


@click.command()
@click.option("--roles", default=1000, show_default=True, help="Roles of the site in the browser.")
@click.option("--more-roles", default=3000, show_default=True, help="Roles of the larger index.")
@click.option("--runs", default=3, show_default=True, help="Runs of which the median is given.")
def main(roles: int, more_roles: int, runs: int) -> None:
    """Measure the bytes of the index, and the time to a first result."""
    with tempfile.TemporaryDirectory(prefix="rolebook-search-") as folder:
        for many in (more_roles, roles):
            project, site = (Path(folder) / f"{what}-{many}" for what in ("roles", "site"))
            make_project(ROOT, project, many, _SEED)
            run_once(build_command(project, site, "--no-cache", "--pages-only"))
            click.echo(f"{many} roles")
            for name in ("words", "roles", "index"):
                _weigh(name, [path.read_bytes() for path in site.glob(f"search/{name}*.json")])
        _first_results(site, runs)


def _weigh(name: str, files: Sequence[bytes]) -> None:
    sizes = [len(gzip.compress(file, 6)) for file in files]
    click.echo(
        f"  search/{name}*: {len(files)} files, {sum(sizes) / 1000:.0f} kB compressed, "
        f"largest {max(sizes) / 1000:.1f} kB"
    )


def _first_results(site: Path, runs: int) -> None:
    with served(site) as address, chromium() as browser:
        for question in _QUESTIONS:
            typed = [_typed(browser, address, question) for _ in range(runs)]
            sent = [_sent(browser, address, question) for _ in range(runs)]
            click.echo(
                f"“{question}”: typed on the page {_told(typed)}; sent from a header {_told(sent)}"
            )


def _told(found: Sequence[dict[str, float]]) -> str:
    title, excerpt, size = (
        median(one[name] for one in found) for name in ("title", "excerpt", "bytes")
    )
    return f"{title:.0f} ms to a title, {excerpt:.0f} ms to an excerpt, {size / 1000:.0f} kB"


def _typed(browser: Any, address: str, question: str) -> dict[str, float]:
    """Type on the page of the search, whose index nothing has loaded yet."""
    with slow_tab(browser) as (tab, sent):
        tab.goto(f"{address}search/", wait_until="networkidle")
        sent.clear()
        tab.evaluate(_WATCH)
        tab.get_by_role("searchbox", name="Words to look for").fill(question)
        return _seen(tab, sent)


def _sent(browser: Any, address: str, question: str) -> dict[str, float]:
    """Come to the page with a question, with nothing of the site in the browser's cache."""
    with slow_tab(browser) as (tab, sent):
        tab.add_init_script(f"({_WATCH})()")
        tab.goto(f"{address}search/?q={question}", wait_until="commit")
        return _seen(tab, sent)


def _seen(tab: Any, sent: dict[str, int]) -> dict[str, float]:
    """Tell milliseconds from the moment of typing, or from the moment of leaving the other page."""
    tab.wait_for_function("window.seen?.excerpt", timeout=60_000)
    seen = tab.evaluate("seen")
    start = seen.get("typed", 0)
    tab.wait_for_load_state("networkidle")
    return {
        "title": seen["title"] - start,
        "excerpt": seen["excerpt"] - start,
        "bytes": float(sum(sent.values())),
    }


if __name__ == "__main__":
    main()
