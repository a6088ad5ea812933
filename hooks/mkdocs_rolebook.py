"""Rolebook's hook for MkDocs: the events of its plugin, for a checkout that is not installed."""

from rolebook.engine.events import (
    on_build_error,
    on_config,
    on_env,
    on_files,
    on_nav,
    on_post_build,
    on_pre_build,
    on_serve,
    on_startup,
)

__all__ = [
    "on_build_error",
    "on_config",
    "on_env",
    "on_files",
    "on_nav",
    "on_post_build",
    "on_pre_build",
    "on_serve",
    "on_startup",
]
