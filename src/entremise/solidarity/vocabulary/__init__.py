"""What crosses the border of this area, by subject."""
