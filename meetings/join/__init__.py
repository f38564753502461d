"""On to a meeting."""
