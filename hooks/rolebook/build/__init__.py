"""From files of content to everything that is published: the build and what it is told.

It may import base, model, read, check, enrich, advise, changes, render, site and store.
"""
