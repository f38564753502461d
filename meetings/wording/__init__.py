"""Puts times, people, states and results into words, in the language of the request, without templates."""
