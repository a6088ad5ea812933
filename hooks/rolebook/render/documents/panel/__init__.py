"""Panel papers, which are never part of the site.

It may import base, enrich, model and render.documents.
"""
