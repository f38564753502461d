"""What a person can choose: their page, and the calendars beside the board."""
