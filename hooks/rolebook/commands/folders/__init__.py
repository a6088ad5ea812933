"""Folders beside the site that commands write documents to.

It may import everything.
"""
