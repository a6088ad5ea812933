"""The command line's commands: the edge at which the clock, git and folders are looked up.

It may import everything.
"""
