"""The one door to sealed values: it redeems tickets, encrypts and decrypts; nobody else does."""
