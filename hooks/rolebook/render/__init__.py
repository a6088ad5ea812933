"""Outputs, in packages by what they make, all from the same views of roles.

It may import base, changes, enrich and model.
"""
