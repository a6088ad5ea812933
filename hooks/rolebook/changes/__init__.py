"""What differs between two states of the content, told from the models and not from lines."""
