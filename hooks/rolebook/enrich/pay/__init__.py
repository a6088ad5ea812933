"""Pay as figures and in words, whatever kind it is.

It may import base and model.
"""
