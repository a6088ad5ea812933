"""Rolebook turns one YAML file per role into web pages, comparisons and job packs.

The way of the data, and the order in which modules may import one another:
read → check → model → enrich → render → write (see ``docs/architecture.md``).
"""

__version__ = "0.1.0"
