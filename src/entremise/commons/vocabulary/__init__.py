"""The words of governed data, by subject."""
