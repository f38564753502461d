"""The details of one event: its text, the links in it, and ways to take it elsewhere."""
