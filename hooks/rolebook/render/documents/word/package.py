"""The file of a Word document: its parts, how they refer to one another, the same bytes always."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from .xml import clean, serialised

#: Zip files know no earlier day.
_NO_DAY = (1980, 1, 1, 0, 0, 0)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_TYPES = {
    "main": _WORD_TYPE.format("document.main"),
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    "core": "application/vnd.openxmlformats-package.core-properties+xml",
    "app": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
} | {
    kind: _WORD_TYPE.format(kind)
    for kind in ("styles", "settings", "numbering", "fontTable", "header", "footer")
}


@dataclass(frozen=True)
class Relationship:
    """How a part refers to something: by ``id``, to a ``target`` that is of a ``kind``.

    ``kind`` is styles, image, hyperlink … as Office names it. A hyperlink leads out of the file.
    """

    id: str
    kind: str
    target: str

    @property
    def is_outside(self) -> bool:
        """Whether it leads to the web, to a mailbox or to a telephone."""
        return self.kind == "hyperlink"


@dataclass(frozen=True)
class Part:
    """A file in the file, below ``word/``; ``kind`` is that of its content type."""

    name: str
    kind: str
    data: bytes
    references: tuple[Relationship, ...] = ()


@dataclass(frozen=True)
class Properties:
    """What a program lists of a document."""

    title: str
    author: str
    summary: str
    keywords: str
    language: str
    day: dt.date | None


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Give the bytes of a zip file; the same ones for the same files, whenever it is made."""
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name, data in files.items():
            entry = ZipInfo(name, _NO_DAY)
            entry.compress_type = ZIP_DEFLATED
            # A file that was made on Windows says so otherwise.
            entry.create_system = 3
            archive.writestr(entry, data)
    return made.getvalue()


def word_file(parts: Iterable[Part], properties: Properties) -> bytes:
    """Put parts together into a Word document; the first is the document itself."""
    parts = list(parts)
    core = "docProps/core.xml", "docProps/app.xml"
    package = (
        Relationship("rId1", "officeDocument", f"word/{parts[0].name}"),
        Relationship("rId2", "core-properties", core[0]),
        Relationship("rId3", "extended-properties", core[1]),
    )
    files = {
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": _relationships(package),
    }
    for part in parts:
        files[f"word/{part.name}"] = part.data
        if part.references:
            folder, _, name = f"word/{part.name}".rpartition("/")
            files[f"{folder}/_rels/{name}.rels"] = _relationships(part.references)
    files[core[0]] = _core(properties)
    files[core[1]] = _app()
    return zipped(files)


def _content_types(parts: Iterable[Part]) -> bytes:
    types = _root(f"{_PACKAGE}content-types", "Types")
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
    }
    named = {"/docProps/core.xml": _TYPES["core"], "/docProps/app.xml": _TYPES["app"]}
    for part in parts:
        if part.kind in _TYPES:
            named[f"/word/{part.name}"] = _TYPES[part.kind]
        else:
            defaults[part.name.rpartition(".")[2]] = part.kind
    for suffix, kind in defaults.items():
        _child(types, "Default", Extension=suffix, ContentType=kind)
    for name, kind in named.items():
        _child(types, "Override", PartName=name, ContentType=kind)
    return serialised(types)


def _relationships(references: Iterable[Relationship]) -> bytes:
    relationships = _root(f"{_PACKAGE}relationships", "Relationships")
    for reference in references:
        office = f"{_OFFICE}relationships/{reference.kind}"
        core = f"{_PACKAGE}relationships/metadata/core-properties"
        element = _child(
            relationships,
            "Relationship",
            Id=reference.id,
            Type=core if reference.kind == "core-properties" else office,
            Target=reference.target,
        )
        if reference.is_outside:
            element.set("TargetMode", "External")
    return serialised(relationships)


def _root(space: str, name: str) -> etree._Element:
    spaces: dict[str | None, str] = {None: space}
    return etree.Element(f"{{{space}}}{name}", nsmap=spaces)  # type: ignore[arg-type]


def _child(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    space = etree.QName(parent).namespace
    return etree.SubElement(parent, f"{{{space}}}{name}", attributes)


def _core(properties: Properties) -> bytes:
    spaces = {
        "cp": f"{_PACKAGE}metadata/core-properties",
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }
    core = etree.Element(f"{{{spaces['cp']}}}coreProperties", nsmap=spaces)
    moment = f"{properties.day.isoformat()}T00:00:00Z" if properties.day else ""
    dated = ("dcterms:created", "dcterms:modified") if moment else ()
    for name, value in (
        ("dc:title", properties.title),
        ("dc:creator", properties.author),
        ("cp:keywords", properties.keywords),
        ("dc:description", properties.summary),
        *((name, moment) for name in dated),
        ("dc:language", properties.language),
    ):
        prefix, local = name.split(":")
        element = etree.SubElement(core, f"{{{spaces[prefix]}}}{local}")
        element.text = clean(value)
        if prefix == "dcterms":
            element.set(f"{{{spaces['xsi']}}}type", "dcterms:W3CDTF")
    return serialised(core)


def _app() -> bytes:
    properties = _root(f"{_OFFICE}extended-properties", "Properties")
    _child(properties, "Application").text = "Rolebook"
    return serialised(properties)
