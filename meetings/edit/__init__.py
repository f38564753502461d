"""Change or cancel a meeting or its series."""
