"""Advice: what could be better in content that is sound, rule by rule."""
