"""The details of one event: its text, the meeting links in it, and its export as a file or an invitation."""
