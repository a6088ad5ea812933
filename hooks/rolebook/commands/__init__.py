"""The commands: the edge at which the clock, git and folders are looked up."""
