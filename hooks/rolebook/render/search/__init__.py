"""The search: what it knows of each role, and the files in which a browser looks words up.

It may import base, enrich and render.web.
"""
