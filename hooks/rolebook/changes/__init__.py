"""What differs between two states of the content, and everything that is asked of git.

It may import base, check, enrich, model and read.
"""
