"""What the project's mkdocs.yml says about the site; used at the edge only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Site:
    """The site that publishes.

    ``address`` ends with a slash, or is empty if not known. ``source_prefix`` is the address under
    which the files of ``content/`` stand in git.
    """

    name: str
    address: str
    source_prefix: str | None = None


def site_in(root: Path, environment: Mapping[str, str]) -> Site:
    """Read what mkdocs.yml says; a value such as ``!ENV [NAME, default]`` is filled in.

    MkDocs itself is not asked: starting it takes longer than most builds.
    """
    node = yaml.compose((root / "mkdocs.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    values = {key.value: _value(value, environment) for key, value in pairs}
    address = (values.get("site_url") or "").rstrip("/")
    return Site(
        values.get("site_name") or "", f"{address}/" if address else "", values.get("edit_uri")
    )


def _value(node: yaml.Node, environment: Mapping[str, str]) -> str | None:
    """Give a value as text; the last item of ``!ENV`` counts where no variable is set."""
    if isinstance(node, yaml.ScalarNode):
        return environment.get(node.value) if node.tag == "!ENV" else str(node.value)
    if isinstance(node, yaml.SequenceNode) and node.tag == "!ENV":
        *names, default = [str(item.value) for item in node.value]
        return next((environment[name] for name in names if name in environment), default)
    return None


def site_settings(root: Path) -> tuple[str, str]:
    """Give the name of the site, and its address ending with a slash or empty."""
    site = site_in(root, {})
    return site.name, site.address
