"""The command ``python -m benchmarks.vacancy_list``: a list's weight, and how fast it answers."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

import click

from .make_vacancies import make_vacancies
from .measure import NOW, ROOT, run_once
from .peers.rolebook import build_command
from .reader import SLOWER_CPU, chromium, served, slow_tab

_SEED = 20261123
#: How often each filter is set and taken back.
_TIMES = 7

#: What is done, and how the page is told; each is undone by the same with the other value.
_ACTIONS = {
    "tick an organisation": ("input[name=organisation]", True, False),
    "tick a region": ("input[name=place]", True, False),
    "tick a working pattern": ("input[name=pattern]", True, False),
    "type a word": ("#filter-words", "nurse", ""),
    "type a letter": ("#filter-words", "n", ""),
    "ask for a least pay": ("#filter-pay", "35000", ""),
    "ask for closing soon": ("#filter-closing", "7", ""),
    "sort by pay": ("#list-sort", "pay", "closing"),
    "sort by title": ("#list-sort", "title", "closing"),
}

#: From the change to the moment after which the next frame has been drawn.
_MEASURE = """async ([selector, value]) => {
    const control = document.querySelector(selector);
    const start = performance.now();
    if (typeof value === "boolean") control.checked = value; else control.value = value;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - start;
}"""


@click.command()
@click.option("--filtered", default=3000, show_default=True, help="Vacancies that are filtered.")
@click.option("--weighed", default=300, show_default=True, help="Vacancies of the first visit.")
def main(filtered: int, weighed: int) -> None:
    """Measure the list of vacancies: bytes over the wire, and the time until a filter answers.

    Example: python -m benchmarks.vacancy_list
    """
    with tempfile.TemporaryDirectory(prefix="rolebook-benchmarks-") as folder, chromium() as run:
        for vacancies in sorted({weighed, filtered}):
            site = _site(Path(folder), vacancies)
            page = gzip.compress((site / "index.html").read_bytes(), 6)
            with served(site) as address, slow_tab(run, phone=False) as (tab, sent):
                answers, ready = _measure(tab, address)
            total = sum(sent.values()) / 1000
            click.echo(f"\n{vacancies} vacancies, gzip, {SLOWER_CPU} times slowed down")
            click.echo(f"  the list alone                {len(page) / 1000:8.1f} kB")
            for kind, size in _by_kind(sent).items():
                click.echo(f"    {kind:28}{size / 1000:8.1f} kB")
            click.echo(f"  first visit, {len(sent)} files         {total:8.1f} kB")
            click.echo(f"  list ready to be filtered     {ready:8.0f} ms")
            for name, times in answers.items():
                wall, busy = (median(each) for each in zip(*times, strict=True))
                least = min(each for each, _ in times)
                click.echo(
                    f"  {name:29} {wall:8.0f} ms, of which {busy:.0f} ms of work; "
                    f"at least {least:.0f} ms"
                )


def _by_kind(sent: dict[str, int]) -> dict[str, int]:
    """Add up bytes by what asks for them."""
    kinds = {"page": 0, "theme": 0, "search": 0, "own styles and scripts": 0}
    for path, size in sent.items():
        if "search" in path:
            kinds["search"] += size
        elif "/rolebook/" in path:
            kinds["own styles and scripts"] += size
        else:
            kinds["page" if path.endswith("/") else "theme"] += size
    return kinds


def _site(folder: Path, vacancies: int) -> Path:
    project, site = folder / f"project-{vacancies}", folder / f"site-{vacancies}"
    project.mkdir()
    make_vacancies(ROOT, project, vacancies, _SEED, NOW.date())
    run_once(build_command(project, site, "--no-cache", "--pages-only"))
    return site


#: For each time that something is done: milliseconds until drawn, and of work of the page.
_Answers = dict[str, list[tuple[float, float]]]


def _measure(tab: Any, address: str) -> tuple[_Answers, float]:
    """Give what each action takes, and the milliseconds until the filters are there."""
    # The list is that of a certain day: later, its vacancies would have closed.
    tab.add_init_script(f"Date.now = () => {int(NOW.timestamp() * 1000)}")
    session = tab.context.new_cdp_session(tab)
    # Work is counted by the clock of the page's thread, so that a busy machine counts less.
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    tab.goto(address, wait_until="load")
    tab.locator(".rb-filters").wait_for(state="visible")
    ready = tab.evaluate(
        "() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
    )
    answers: _Answers = {name: [] for name in _ACTIONS}
    for _ in range(_TIMES):
        for name, (selector, on, off) in _ACTIONS.items():
            for value in (on, off):
                before = _work(session)
                wall = tab.evaluate(_MEASURE, [selector, value])
                answers[name].append((wall, _work(session) - before))
                tab.wait_for_timeout(300)  # the address is written after a moment
    return answers, ready


def _work(session: Any) -> float:
    """Give the milliseconds that the page's main thread has worked."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(each["value"] for each in metrics if each["name"] == "TaskDuration")) * 1000


if __name__ == "__main__":
    main()
