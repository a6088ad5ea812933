"""The web pages of a site, the theme round them and the assets that they need.

It may import what render may.
"""
