"""Pages of the stewards of registers."""
