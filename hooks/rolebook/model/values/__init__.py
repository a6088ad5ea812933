"""The kinds of value that a field may have, each read from the text that a person typed.

It may import base.
"""
