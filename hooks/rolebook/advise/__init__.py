"""Advice: what could be better in content that has no problems.

It may import base, check, enrich, model and read.
"""
