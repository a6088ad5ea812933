"""What goes wrong when a PDF or a picture is made, for who must not load what makes them."""

from __future__ import annotations


class PdfRendererError(Exception):
    """Typst could not make a PDF, or warned about one; says which and why."""
