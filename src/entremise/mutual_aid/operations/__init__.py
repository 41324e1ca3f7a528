"""What changes offers, needs and tips, by subject."""
