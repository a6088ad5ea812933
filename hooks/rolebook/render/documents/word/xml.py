"""Elements of WordprocessingML, added to a parent with text that cannot break the file."""

from __future__ import annotations

import re
from functools import cache

from lxml import etree

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
#: What XML 1.0 has no place for. Python's pattern for a half of a pair of code units is needed too.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WHITE = re.compile("[\t\r\n]+")
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: Twentieths of a point, in which Word measures pages.
TWIPS_A_MM = 1440 / 25.4


@cache
def qualified(name: str) -> str:
    """Give a name with its namespace: ``w:p``, or ``p`` for the same.

    >>> qualified("p") == qualified("w:p")
    True
    """
    prefix, _, local = name.rpartition(":")
    return f"{{{NAMESPACES[prefix or 'w']}}}{local}"


def root(name: str) -> etree._Element:
    """Make the element that a part consists of."""
    return etree.Element(qualified(name), nsmap=NAMESPACES)


def loose(name: str) -> etree._Element:
    """Make an element of Word's own that is yet to find its place."""
    return etree.Element(qualified(name), nsmap={"w": NAMESPACES["w"]})


def add(parent: etree._Element, name: str, /, **attributes: str | int) -> etree._Element:
    """Add an element of Word's own with attributes of Word's own."""
    return etree.SubElement(
        parent, qualified(name), {qualified(key): str(value) for key, value in attributes.items()}
    )


def add_plain(parent: etree._Element, name: str, /, **attributes: str | int) -> etree._Element:
    """Add an element whose attributes have no namespace, as those of drawings."""
    return etree.SubElement(
        parent, qualified(name), {key: clean(str(value)) for key, value in attributes.items()}
    )


def clean(text: str) -> str:
    """Leave out what no XML file can hold."""
    return _NO_XML.sub("", _WHITE.sub(" ", text))


def add_run(parent: etree._Element, text: str, style: str = "") -> None:
    """Add words; whatever they begin with or look like, they are words."""
    run = add(parent, "r")
    if style:
        add(add(run, "rPr"), "rStyle", val=style)
    words = clean(text)
    element = add(run, "t")
    element.text = words
    if words != words.strip() or "  " in words:
        element.set(_XML_SPACE, "preserve")


def serialised(element: etree._Element) -> bytes:
    """Give a part as the bytes of its file."""
    return etree.tostring(element, encoding="UTF-8", xml_declaration=True, standalone=True)
