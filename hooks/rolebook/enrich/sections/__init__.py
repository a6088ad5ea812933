"""The sections of one role, in the order in which a candidate reads them.

It may import what enrich may.
"""
