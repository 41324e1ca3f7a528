"""The database of an instance: embedded or given, its roles, its migrations."""
