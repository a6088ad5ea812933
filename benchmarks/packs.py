"""Packs alone: by Rolebook, by WeasyPrint and by Chromium, the work of reading not counted."""

from __future__ import annotations

import os
from importlib.metadata import version
from pathlib import Path

from .measure import Measured, Work, driver
from .peers.chromium import chromium_version
from .peers.site_builder import PeerMissing
from .peers.weasyprint import load_weasyprint

CORES = os.cpu_count() or 1
ONE_WORKER = "Rolebook: packs, one worker"
WORKERS = "Rolebook: packs, one worker for each core"
EDITIONS = "Rolebook: all PDF editions, one worker for each core"
PAPERS = "Rolebook: all editions, the form and the panel's papers of a role, one by one"
WEASYPRINT = "WeasyPrint: packs, one process"
WEASYPRINTS = "WeasyPrint: packs, one process for each core"
CHROMIUM = "Chromium: packs, one running browser, two tabs for each core"
PACKS = (WORKERS, ONE_WORKER, WEASYPRINTS, WEASYPRINT, CHROMIUM, EDITIONS, PAPERS)
#: Of how many roles Rolebook makes the papers in one run.
_PAPERS = 5
#: Of how many times as many roles Rolebook makes the editions in a run as the slower programs.
_MORE = 10


def packs(project: Path, sample: int) -> tuple[list[Measured], list[str], dict[str, str]]:
    """List what is measured; the peers make ``sample`` packs in a run, Rolebook all.

    Returns:
        What is measured, the versions, and what is missing by the name of the peer.
    """
    many, cores, folder = str(sample * _MORE), str(CORES), str(project)
    each = ("packs", folder, cores)
    measured = [
        _measured(ONE_WORKER, "packs", folder, "1", "--sample", str(sample)),
        _measured(WORKERS, *each),
        _measured(EDITIONS, *each, "--sample", many, "--all-editions"),
        _measured(PAPERS, "papers", folder, str(_PAPERS)),
    ]
    versions, missing = [f"Typst {version('typst')}"], {}
    try:
        load_weasyprint()
        versions.append(f"WeasyPrint {version('weasyprint')}")
        measured.append(_measured(WEASYPRINT, "weasyprint", folder, str(sample), "1"))
        measured.append(_measured(WEASYPRINTS, "weasyprint", folder, str(sample), cores))
    except PeerMissing as error:
        missing["WeasyPrint"] = str(error)
    try:
        versions.append(chromium_version())
        tabs = str(2 * CORES)
        measured.append(_measured(CHROMIUM, "chromium", folder, str(2 * sample), tabs))
    except PeerMissing as error:
        missing["Chromium"] = str(error)
    return measured, versions, missing


def all_packs(project: Path, roles: int, most_runs: int) -> Measured:
    """Tell how the packs of every role of a project are measured."""
    name = grown(WORKERS, roles)
    command = driver("packs", str(project), str(CORES))
    return Measured(name, (Work(name, command, tells_seconds=True),), most_runs=most_runs)


def grown(name: str, roles: int) -> str:
    """Name what is measured with so many roles."""
    return f"{name}, {roles:,} roles"


def _measured(name: str, *arguments: str) -> Measured:
    return Measured(name, (Work(name, driver(*arguments), tells_seconds=True),))
