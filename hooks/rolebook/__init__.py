"""Rolebook turns one YAML file per role into web pages, comparisons and job packs.

The way of the data, and the order in which modules may import one another:
read → check → model → enrich → render → write (see ``docs/architecture.md``).
"""

import os

__version__ = "0.3.0.dev0"

# Files mean the same wherever they are read: no plugin of the machine takes part in it. To look for
# plugins also takes longer than to read a role.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
