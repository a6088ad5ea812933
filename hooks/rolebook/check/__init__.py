"""Checking: every problem of every file, each at its line and column."""
