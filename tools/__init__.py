"""Programs for whoever develops Meetboard; the product needs none of them."""
