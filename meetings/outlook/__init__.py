"""Reads and changes calendars in Microsoft 365, one module per job, and stores what was read.

Plain functions on the Graph client; they know nothing of requests and HTML.
"""
