"""Programs for developing Meetboard; the product does not use them."""
