"""The words of calls, by subject."""
