"""Enriching: role, organisation, pay scales and today become what a reader sees."""
