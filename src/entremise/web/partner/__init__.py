"""Pages of associations: the needs shared with them."""
