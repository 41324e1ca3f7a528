"""What changes the commons, by subject: import from the module of the subject."""
