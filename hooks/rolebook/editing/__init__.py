"""Help for people who write the files, in their editor and on the command line.

It may import base, check, model and read.
"""
