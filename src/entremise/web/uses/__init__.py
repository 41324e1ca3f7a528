"""The public register of uses, the charter, and asking for a use."""
