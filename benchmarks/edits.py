"""Editing one role between two builds, as a person changes the words of a duty."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

#: The first entry of a list in Markdown.
_ENTRY = re.compile(r"^-   (?=\w)", re.MULTILINE)


def edit(path: Path, run: int) -> None:
    """Change the words of one duty in a role's file, YAML or Markdown, so that each run differs."""
    text = path.read_text("utf-8")
    changed = _in_yaml if path.suffix == ".yaml" else _in_markdown
    path.write_text(changed(text, f"Edit {run + 1} "), "utf-8")


def _in_markdown(text: str, words: str) -> str:
    changed, found = _ENTRY.subn(rf"-   {words}", text, count=1)
    assert found, "a role's page has a list"
    return changed


def _in_yaml(text: str, words: str) -> str:
    tree = yaml.compose(text, yaml.CSafeLoader)
    assert tree is not None, "a role is not empty"
    duty = _first_duty(tree)
    assert duty is not None, "a role has duties"
    # Nothing else moves: what is put in stands behind the sign that opens the text.
    at = duty.start_mark.index
    if text[at] in ">|":
        at = text.index("\n", at) + 1
        at += len(text[at:]) - len(text[at:].lstrip())
    elif text[at] in "'\"":
        at += 1
    return text[:at] + words + text[at:]


def _first_duty(node: Node, inside: bool = False) -> ScalarNode | None:
    """Find the first text in a list of duties."""
    if isinstance(node, MappingNode):
        for key, value in node.value:
            duties = key.value == "duties" and isinstance(value, SequenceNode)
            if found := _first_duty(value, inside or duties):
                return found
    elif isinstance(node, SequenceNode):
        for value in node.value:
            if inside and isinstance(value, ScalarNode):
                return value
            if found := _first_duty(value, inside):
                return found
    return None
