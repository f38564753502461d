"""What the calendars hold after a start: people's events around the present day."""
