"""What the project's mkdocs.yml says about the site; used at the edge only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from rolebook.problems import Problem
from rolebook.read.source import decode, file_bytes
from rolebook.read.syntax import syntax_problem
from rolebook.suggest import nearest, shortened

_FILE = "mkdocs.yml"
#: What MkDocs 1.6 takes (https://www.mkdocs.org/user-guide/configuration/).
_KEYS = (
    "INHERIT", "copyright", "dev_addr", "docs_dir", "draft_docs", "edit_uri", "edit_uri_template",
    "exclude_docs", "extra", "extra_css", "extra_javascript", "extra_templates", "hooks",
    "markdown_extensions", "nav", "not_in_nav", "plugins", "remote_branch", "remote_name",
    "repo_name", "repo_url", "site_author", "site_description", "site_dir", "site_name", "site_url",
    "strict", "theme", "use_directory_urls", "validation", "watch",
)  # fmt: skip
_ADDRESS = re.compile(r"https?://[^\s/\"<>]+(?:/[^\s\"<>]*)?")


@dataclass(frozen=True)
class Site:
    """The site that publishes.

    ``address`` ends with a slash, or is empty if not known. ``source_prefix`` is the address under
    which the files of ``content/`` stand in git. ``problems`` are those of the file itself.
    """

    name: str
    address: str
    source_prefix: str | None = None
    problems: tuple[Problem, ...] = ()


def site_in(root: Path, environment: Mapping[str, str]) -> Site:
    """Read what mkdocs.yml says; a value such as ``!ENV [NAME, default]`` is filled in.

    MkDocs itself is not asked: starting it takes longer than most builds.
    """
    text = decode(_FILE, file_bytes(root / _FILE))
    if isinstance(text, Problem):
        return Site("", "", problems=(text,))
    try:
        node = yaml.compose(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.YAMLError as error:
        return Site("", "", problems=(syntax_problem(_FILE, text.split("\n"), error),))
    held = node.value if isinstance(node, yaml.MappingNode) else []
    pairs = [(key, value) for key, value in held if isinstance(key, yaml.ScalarNode)]
    values = {key.value: _value(value, environment) for key, value in pairs}
    address = (values.get("site_url") or "").rstrip("/")
    return Site(
        values.get("site_name") or "",
        f"{address}/" if address else "",
        values.get("edit_uri"),
        tuple(_problems(pairs, values)),
    )


def _problems(
    pairs: Sequence[tuple[yaml.Node, yaml.Node]], values: Mapping[str, str | None]
) -> Iterator[Problem]:
    """Find what MkDocs would refuse in words of its own, and without a line."""
    meant = set()
    for key, value in pairs:
        name, mark = str(key.value), key.start_mark
        if name not in _KEYS:
            near = nearest(name, [known for known in _KEYS if known not in values])
            meant.add(near)
            hint = f'did you mean "{near}"?' if near else "take it out"
            message = f"is not a key that is known here; {hint}"
            yield Problem(_FILE, mark.line + 1, mark.column + 1, shortened(name), message)
        told = values[name] or ""
        if name == "site_url" and told and not _ADDRESS.fullmatch(told):
            mark = value.start_mark
            message = (
                f'"{shortened(told)}" is not the address of a site; write it in full, such as '
                "https://jobs.example.org/, or take the line out"
            )
            yield Problem(_FILE, mark.line + 1, mark.column + 1, name, message)
    if not values.get("site_name") and "site_name" not in meant and "INHERIT" not in values:
        message = 'is missing; add a line "site_name: Jobs at our organisation"'
        yield Problem(_FILE, 1, 1, "site_name", message)


def _value(node: yaml.Node, environment: Mapping[str, str]) -> str | None:
    """Give a value as text; the last item of ``!ENV`` counts where no variable is set."""
    if isinstance(node, yaml.ScalarNode):
        return environment.get(node.value) if node.tag == "!ENV" else str(node.value)
    if isinstance(node, yaml.SequenceNode) and node.tag == "!ENV":
        *names, default = [str(item.value) for item in node.value]
        return next((environment[name] for name in names if name in environment), default)
    return None
