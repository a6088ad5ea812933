"""The exceptions of printing a PDF or a picture, without what prints them, which loads slowly."""

from __future__ import annotations


class PdfRendererError(Exception):
    """Typst could not make a PDF, or warned about one; says which and why."""
