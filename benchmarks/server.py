"""Processor time of the server process behind our connection: on a busy machine it says what waiting does not."""

import os
from pathlib import Path

from django.db import connection

TICKS = os.sysconf("SC_CLK_TCK")


def server_seconds() -> float:
    """As Linux counts it, in hundredths; the server must run on this machine."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        pid = cursor.fetchone()[0]
    ours, of_kernel = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(ours) + int(of_kernel)) / TICKS
