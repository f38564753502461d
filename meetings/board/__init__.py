"""The board: the day list or the week, the meetings that are up next, filters and search."""
