"""Asking for help and offering it, without account: five questions, a code to follow."""
