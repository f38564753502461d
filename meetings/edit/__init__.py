"""Change or cancel a meeting, or the series that it belongs to."""
