"""What may be asked of the commons, by subject: import from the module of the subject."""
