"""The folder of a published site, and how a new one is put in its place in one step.

It may import base and render.
"""
