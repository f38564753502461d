"""Make an existing meeting online."""
