"""The contents of a crisis on screen: read, changed by versions, compared, put back."""
