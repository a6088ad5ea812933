"""What follows from several roles together: lists, comparisons and career paths.

It may import what enrich may.
"""
