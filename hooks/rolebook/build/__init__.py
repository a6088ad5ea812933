"""From files of content to everything that is published: the build and its settings.

It may import base, model, read, check, enrich, advise, changes, render, site and store.
"""
