"""Outputs: web pages, comparisons and printed packs, each made from the same views of roles."""
