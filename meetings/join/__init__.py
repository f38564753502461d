"""Join a meeting."""
