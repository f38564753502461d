"""What the details of one event are made of: its text, the links in it, and forms to take it elsewhere."""
