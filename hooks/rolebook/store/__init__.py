"""Results of steps, kept from build to build: a step sees only what it is handed.

It may import base.
"""
