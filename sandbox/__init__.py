"""A local stand-in for Microsoft 365: OpenID Connect sign-in and the calendar part of Microsoft Graph.

It runs in its own process (`python -m sandbox`) and keeps everything in memory; the dashboard never
imports it.
"""
