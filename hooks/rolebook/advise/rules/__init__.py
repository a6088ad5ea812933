"""The rules of advice, in one module for each group.

It may import what advise may.
"""
