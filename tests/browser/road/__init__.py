"""The road of the product, chapter by chapter, as its users walk it in French before a screen."""
