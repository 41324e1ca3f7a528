"""What may be asked about calls, by subject: import from the module of the subject."""
