"""Rolebook as a plugin of MkDocs, which finds it by the entry point ``rolebook``."""

from __future__ import annotations

from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin

from . import events


class NoSettings(Config):
    """There is nothing to set in mkdocs.yml: settings are in ``site_config/``."""


class RolebookPlugin(BasePlugin[NoSettings]):
    """What ``plugins: [rolebook]`` names; the hook of a checkout has the same events."""

    on_startup = staticmethod(events.on_startup)
    on_config = staticmethod(events.on_config)
    on_pre_build = staticmethod(events.on_pre_build)
    on_files = staticmethod(events.on_files)
    on_nav = staticmethod(events.on_nav)
    on_env = staticmethod(events.on_env)
    on_post_build = staticmethod(events.on_post_build)
    on_build_error = staticmethod(events.on_build_error)
    on_serve = staticmethod(events.on_serve)
