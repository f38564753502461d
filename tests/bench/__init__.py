"""How fast and how large the site is, against its budgets: `make bench`.

The product runs under its production server against the sandbox, both on this machine. What is stable, sizes
and counts, is asserted by tests/pages/test_budgets.py as well; what takes time is only printed.
"""
