"""Every form in which findings can be reported, by its name on the command line."""

from __future__ import annotations

from .as_json import as_json
from .github import github
from .gitlab import gitlab
from .plain_lines import plain_lines
from .result import Reporter
from .sarif import sarif
from .terminal import terminal

REPORTERS: dict[str, Reporter] = {
    "text": terminal,
    "lines": plain_lines,
    "json": as_json,
    "github": github,
    "gitlab": gitlab,
    "sarif": sarif,
}
