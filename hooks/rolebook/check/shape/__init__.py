"""Whether a file has the shape of its model, and what to type where it has not.

It may import what check may.
"""
