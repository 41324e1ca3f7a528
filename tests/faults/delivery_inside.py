"""Run inside an instance: a steward brings a file of invented people and confirms it; the worker will write it."""

# ruff: noqa: E402 -- apps ready

import sys

import django
from django.utils.timezone import now

django.setup()  # the areas can be imported from here on

from tests.jobs.residents import open_register

from entremise.accounts.queries import actor_for, user_id_of
from entremise.engines.importing.vocabulary import Column
from entremise.journeys.import_register import dry_run, receive_file
from entremise.registers.operations import queue_delivery
from entremise.registers.queries import delivery


def bring(count: int) -> int:
    register_id, at = open_register(), now()
    actor = actor_for(user_id=user_id_of(login="noemie"), organization_id=None, at=at)
    delivery_id = receive_file(
        actor=actor, register_id=register_id, name="canicule.csv", data=file_of(count), at=at
    )
    columns = tuple(Column(word) for word in delivery(delivery_id=delivery_id).mapping)
    dry_run(actor=actor, delivery_id=delivery_id, mapping=columns, at=at)
    queue_delivery(actor=actor, delivery_id=delivery_id, at=at)
    return delivery_id


def file_of(count: int) -> bytes:
    lines = (f"MARQUE{n};Odette;12/04/1941;0199{n:06d}" for n in range(count))
    return "\n".join(("Nom;Prénom;Date de naissance;Téléphone", *lines)).encode()


if __name__ == "__main__":
    sys.stdout.write(str(bring(int(sys.argv[1]))))
