"""Papers for the eyes of the selection panel only; never part of the site."""
