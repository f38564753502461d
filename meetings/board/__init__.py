"""What the board shows, worked out from events, the address and the clock; no request, no HTML."""
