"""Create a meeting: with the form, from one line of text, by repeating another one, or with "Meet now"."""
