"""Publishing the site of a project: the theme, progress, machines, and what has not changed.

It may import everything.
"""
