"""Tables of the web: sessions, sent forms, the cache of the limits."""
