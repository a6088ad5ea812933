"""What Typst leaves undone in a finished PDF: row headers of tables, and compact storage.

Typst's own ``pdf.header-cell`` needs a feature flag that its Python binding does not offer.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from tempfile import TemporaryFile
from typing import BinaryIO, cast

import pikepdf
from pikepdf import AccessMode, Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, String

# The fastest compression: the best one saves 4 % of the size for twice the time.
pikepdf.settings.set_flate_compression_level(1)


def finish(data: bytes) -> tuple[bytes, int]:
    """Give the finished PDF and the number of its pages; the same bytes for the same input."""
    # From a file, pikepdf reads by mapping memory: 3 ms less a pack than from bytes of Python's.
    with TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        return _finished(cast("BinaryIO", file), has_tables=b"/S/Table" in data)


def _finished(file: BinaryIO, *, has_tables: bool) -> tuple[bytes, int]:
    with Pdf.open(file, access_mode=AccessMode.mmap) as pdf:
        if has_tables:
            _mark_row_headers(pdf.Root.StructTreeRoot)
        finished = BytesIO()
        # Tags are half of a pack as Typst writes it; in object streams they shrink to a tenth.
        pdf.save(finished, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
        return finished.getvalue(), len(pdf.pages)


def _mark_row_headers(tree: Object) -> None:
    """Make the first cell of each row of data the header of that row.

    Typst lists the headers of each cell by name, and such a list overrules Scope; so the row's
    header is named and added to the lists (ISO 32000-1, 14.8.5.7).
    """
    names: list[Object] = []
    for table in _tables(tree):
        for cells in _rows_of_data(table):
            name = String(f"R{len(names) // 2:06}")
            head, *others = cells
            head.S = Name.TH
            head.ID = name
            _table_attributes(head).Scope = Name.Row
            for cell in others:
                _table_attributes(cell).Headers.append(name)
            names.extend((name, head))
    if not names:
        return
    # A name tree is sorted: these names begin with R, Typst's with U.
    held = tree.IDTree.Names if "/IDTree" in tree else ()
    tree.IDTree = Dictionary(Names=Array([*names, *held]))


def _tables(element: Object) -> Iterator[Object]:
    for kid in element.get("/K", ()):
        # Kids that are numbers are pieces of pages, and those without S are annotations.
        if not isinstance(kid, Dictionary) or "/S" not in kid:
            continue
        if kid.S == "/Table":
            yield kid
        elif kid.S not in _WITHOUT_TABLES:
            yield from _tables(kid)


#: Elements that hold most of a document's tags and never a table.
_WITHOUT_TABLES = ("/P", "/H1", "/H2", "/H3", "/L", "/TOC")


def _rows_of_data(table: Object) -> Iterator[list[Object]]:
    for part in table.K:
        rows = (part,) if part.S == "/TR" else part.K if part.S == "/TBody" else ()
        for row in rows:
            cells = list(row.K)
            if cells[0].S == "/TD":
                yield cells


def _table_attributes(cell: Object) -> Object:
    for attributes in cell.A:
        if attributes.O == "/Table":
            return attributes
    raise ValueError("Typst wrote a cell without attributes of its table")
