"""From files of content to everything that is published: the build and what it is told.

It may import everything.
"""
