"""Tips, as everybody reads them: the list, one tip, a new one, a mistake, paper and feed."""
