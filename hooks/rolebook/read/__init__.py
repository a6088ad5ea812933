"""Reading files: from bytes to values that know their line and column.

It may import base and model.
"""
