"""Word documents, written part by part.

It may import base, model and render.documents.
"""
