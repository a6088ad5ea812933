"""Addresses that a reader can follow, as links."""

from __future__ import annotations

from rolebook.base.document_tree import Inline, Link, Paragraph, Text
from rolebook.base.words import Words


def web_link(address: str) -> Link:
    """Link to a page; its address is shown, so that paper tells it too."""
    return Link((Text(address),), address)


def mail_link(address: str) -> Link:
    """Link to an email address."""
    return Link((Text(address),), f"mailto:{address}")


def phone_link(number: str) -> Link:
    """Link to a telephone number; the spaces in it are for people only."""
    dialled = "".join(sign for sign in number if sign.isdigit() or sign == "+")
    return Link((Text(number),), f"tel:{dialled}")


def with_link(words: Words, key: str, link: Link) -> Paragraph:
    """Give a sentence of the catalogue with a link in the place of its only placeholder."""
    parts = words(key, link="\0").split("\0")
    inlines: list[Inline] = [Text(parts[0])]
    for part in parts[1:]:
        inlines += [link, Text(part)]
    return Paragraph(tuple(each for each in inlines if each != Text("")))
