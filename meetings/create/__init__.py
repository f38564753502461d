"""Make a meeting: the form, from one line, once more, or at once."""
