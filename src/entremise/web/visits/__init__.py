"""Pages of the two who go and see somebody."""
