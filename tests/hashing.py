"""Argon2 as the product uses it, with as little work as it can be given."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Weak(Argon2PasswordHasher):
    time_cost, memory_cost, parallelism = 1, 8, 1
