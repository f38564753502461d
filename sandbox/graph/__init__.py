"""The calendar part of Microsoft Graph v1.0, in memory: events, calendars, online meetings."""
