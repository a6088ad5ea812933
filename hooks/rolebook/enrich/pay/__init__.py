"""Pay as figures and in words, whatever kind it is."""
