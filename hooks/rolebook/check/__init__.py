"""Checking a project: every problem of every file, each at its line and column.

It may import base, model and read.
"""
