"""What may be asked of offers, needs and tips, by subject."""
