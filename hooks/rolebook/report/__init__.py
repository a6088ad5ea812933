"""Reporters: what a check found, in the form that a person or a program reads."""
