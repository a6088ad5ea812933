"""The adapter for MkDocs, which makes the theme and serves: the only package that imports it.

It may import everything.
"""
