"""Meetboard: one page for a person's online meetings on Microsoft 365."""

__version__ = "0.2.0"
