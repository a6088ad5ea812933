"""What is told about a PDF or a picture that is to be made."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass

from .document_data import Json


@dataclass(frozen=True)
class PdfJob:
    """One PDF to be made: ``name`` is for messages, ``timestamp`` (with a zone) for its dates.

    ``shorten`` names what to shorten where the text has to fit one page and may not: the field of
    the role's file, and in words. ``says`` is what a reader must find in the finished text.
    ``code`` is an address of which the template is given a QR code, drawn when the PDF is made; the
    data name it too.
    """

    name: str
    template: str
    data: Mapping[str, Json]
    timestamp: dt.datetime | None
    shorten: tuple[str, str] = ("", "")
    says: tuple[str, ...] = ()
    code: str = ""

    def payload(self) -> str:
        """Give the data as the template is given it: one string of JSON."""
        return json.dumps(self.data, ensure_ascii=False)


@dataclass(frozen=True)
class PictureJob:
    """One picture to be made, as a PNG with two pixels for each point of a template's page."""

    name: str
    template: str
    data: Mapping[str, Json]

    def payload(self) -> str:
        """Give the data as the template is given it: one string of JSON."""
        return json.dumps(self.data, ensure_ascii=False)
