"""A local stand-in for Microsoft 365: OpenID Connect sign-in and the calendar part of Microsoft Graph.

It runs in its own process (`python -m sandbox`), keeps everything in memory and is never imported by the dashboard.
"""
