"""Addresses that a reader can follow, as links."""

from __future__ import annotations

from rolebook.base.document_tree import Link, Text


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
