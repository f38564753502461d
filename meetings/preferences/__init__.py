"""The person's settings: their page, and the calendars to show beside the board."""
