"""Documents to print and to fill in: the templates' data, Typst, editions of a pack.

It may import what render may.
"""
