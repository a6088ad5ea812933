"""Why nothing was published: what a command tells whoever runs it."""

from __future__ import annotations


class PublishingError(Exception):
    """Why nothing was published, in words for whoever runs the command."""
