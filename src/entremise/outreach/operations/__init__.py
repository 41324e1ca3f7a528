"""What changes calls, by subject: import from the module of the subject."""
