"""What a command says in one sentence instead of a stack of lines."""


class Trouble(Exception):
    """Something the person at the keyboard can put right; the message is French and says how."""
