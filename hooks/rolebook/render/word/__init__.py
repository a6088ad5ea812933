"""Word documents of a role, written part by part."""
