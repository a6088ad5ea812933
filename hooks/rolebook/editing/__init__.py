"""Editing: help for the people who write the files, in their editor and on the command line."""
