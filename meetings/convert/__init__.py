"""Convert an existing meeting to an online meeting."""
