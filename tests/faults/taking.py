"""Run as a process that may be killed at any moment: callers take by turns and free what they hold; each answer is a line of a file, written at once.

A line: call, token, caller, 1 when it was new to her."""

# ruff: noqa: E402 -- apps ready

import os
import sys
import time
from itertools import cycle
from random import Random

import django

django.setup()  # the areas can be imported from here on

from django.db import Error, connection
from tests.make.outreach import NOON

from entremise.accounts.vocabulary import Actor, Role
from entremise.outreach.operations.calls import claim_next_call

KEEPS = 0.1  # of the takes: she has it still when her turn comes again
FREE = """
WITH freed AS (
    UPDATE outreach_call SET state = 'READY', held_by_id = NULL, lease_until = NULL
    WHERE id = %(call)s AND held_by_id = %(user)s AND token = %(token)s
)
UPDATE outreach_attempt SET ended_at = held_at, cause = 'TAKEN_BACK' WHERE call_id = %(call)s AND token = %(token)s
"""


def take(user_id: int, campaign_id: int, lines: int, chance: Random) -> None:
    actor = Actor(user_id=user_id, roles=frozenset({Role.CALLER}))
    taken = claim_next_call(actor=actor, campaign_id=campaign_id, at=NOON)
    os.write(lines, f"{taken.call_id} {taken.token} {user_id} {int(taken.is_new)}\n".encode())
    if chance.random() >= KEEPS:
        with connection.cursor() as cursor:
            cursor.execute(FREE, {"call": taken.call_id, "user": user_id, "token": taken.token})


def main(path: str, campaign_id: str, *user_ids: str) -> None:
    lines = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    chance = Random(os.getpid())
    for user_id in cycle(map(int, user_ids)):
        try:
            take(user_id, int(campaign_id), lines, chance)
        except Error:  # her connection was cut: she presses again at her next turn
            connection.close()
            time.sleep(0.05)


if __name__ == "__main__":
    main(*sys.argv[1:])
