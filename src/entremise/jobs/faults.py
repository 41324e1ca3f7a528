"""What a command says in one sentence instead of a stack of lines."""

import errno
from typing import Final

NO_ACCESS: Final = (
    "vous n'y avez pas accès. Prenez le compte d'Entremise (sudo -u), ou un autre dossier."
)
# What a person can put right of a file or folder that a command needs.
OF_FILES: Final = {
    errno.ENOENT: "ce fichier ou son dossier n'existe pas.",
    errno.ENOTDIR: "ce n'est pas dans un dossier.",
    errno.EISDIR: "c'est un dossier, il faut un fichier.",
    errno.EACCES: NO_ACCESS,
    errno.EPERM: NO_ACCESS,
    errno.EROFS: "ce disque ne s'écrit pas.",
    errno.ENOSPC: "il n'y a plus de place sur ce disque.",
}


class Trouble(Exception):
    """Something the person at the keyboard can put right; the message is French and says how."""
