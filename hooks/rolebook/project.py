"""What the project's mkdocs.yml says that papers beside the site need; used at the edge only."""

from __future__ import annotations

from pathlib import Path

import yaml


def site_settings(root: Path) -> tuple[str, str]:
    """Give the name of the site, and its address ending with a slash or empty.

    MkDocs itself is not asked: its file may hold tags that only MkDocs can read.
    """
    node = yaml.compose((root / "mkdocs.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    values = {key.value: value.value for key, value in pairs if isinstance(value, yaml.ScalarNode)}
    address = str(values.get("site_url", "")).rstrip("/")
    return str(values.get("site_name", "")), f"{address}/" if address else ""
