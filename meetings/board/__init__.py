"""The board: the list of days or the week, what is up next, filters and search."""
