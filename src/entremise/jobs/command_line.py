"""How a command is read: its numbers, and what is said in French when it was typed wrongly."""

import argparse
from collections.abc import Callable
from typing import Final

# argparse asks gettext for its sentences; a sentence that is not here stays as it was.
FRENCH: Final = {
    "usage: ": "emploi : ",
    "positional arguments": "à donner",
    "options": "options",
    "%(prog)s: error: %(message)s\n": "%(prog)s : %(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s : %(message)s",
    "the following arguments are required: %s": "il manque %s",
    "one of the arguments %s is required": "il manque l'un de %s",
    "unrecognized arguments: %s": "ceci n'est pas compris : %s",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r n'existe pas ; il y a %(choices)s",
    "expected one argument": "il manque sa valeur",
    "expected at least one argument": "il manque sa valeur",
    "not allowed with argument %s": "ne va pas avec %s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s peut vouloir dire %(matches)s",
    "ignored explicit argument %r": "ne prend pas de valeur : %r",
}


def speak_french() -> None:
    setattr(argparse, "_", lambda words: FRENCH.get(words, words))  # noqa: B010 -- a name it keeps to itself


def number(least: int, most: int | None = None) -> Callable[[str], int]:
    """The type of an argument: a whole number between two others."""
    wanted = f"un nombre à partir de {least}" if most is None else f"un nombre de {least} à {most}"

    def read(given: str) -> int:
        found = int(given) if given.isascii() and given.isdigit() else -1
        if found < least or (most is not None and found > most):
            raise argparse.ArgumentTypeError(f"il faut {wanted}, et non « {given} »")
        return found

    return read
