"""Pages of the orienteurs."""
