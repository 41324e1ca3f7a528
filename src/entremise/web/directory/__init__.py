"""Pages of the directory for everybody, for services and for those who bring its files."""
