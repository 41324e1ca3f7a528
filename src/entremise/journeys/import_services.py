"""A file of services from its bytes to the directory: read, compared without writing, accepted, written whole or not at all."""

import hashlib
import io
import zipfile
from datetime import datetime
from pathlib import Path

from entremise.accounts.queries import host_organization
from entremise.accounts.vocabulary import Actor
from entremise.directory.operations.deliveries import (
    begin_services,
    cancel_services,
    fail_services,
    note_services_compared,
    note_services_progress,
    receive_services,
)
from entremise.directory.operations.merging import write_services
from entremise.directory.queries.deliveries import service_delivery
from entremise.directory.queries.merging import dry_run_of, here_of, plan_of
from entremise.directory.queries.themes import kit_code_of
from entremise.directory.vocabulary import (
    DeliveryCard,
    DeliveryState,
    Here,
    NewDelivery,
    Refusal,
)
from entremise.engines.service_files.reading import read
from entremise.engines.service_files.vocabulary import Delivery, Unusable
from entremise.journeys.delivery_file import destroy, keep, opened
from entremise.kernel.errors import Refused


def receive_services_file(
    *, actor: Actor, files: dict[str, bytes], source: str, licence: str, at: datetime
) -> int:
    """Read a file, or one of services and one of structures; keep it, have it compared; return the delivery.

    Refuse with `FILE_UNUSABLE`."""
    data = next(iter(files.values())) if len(files) == 1 else bundled(files)
    usable(data, source)
    new = NewDelivery(
        file_name=" + ".join(Path(name).name for name in files),
        digest=hashlib.sha256(data).digest(),
        token=keep(data),
        source=source,
        licence=licence,
    )
    return receive_services(actor=actor, new=new, at=at)


def bundled(files: dict[str, bytes]) -> bytes:
    """Two files in one archive: its parts keep their ends, by which they are read."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for number, (name, data) in enumerate(files.items()):
            archive.writestr(f"{number}-{Path(name).name}", data)
    return whole.getvalue()


def usable(data: bytes, source: str) -> Delivery:
    try:
        return read(data, source=source)
    except Unusable as fault:
        raise Refused(Refusal.FILE_UNUSABLE, fault=fault.fault.value, place=fault.place) from None


def delivered(card: DeliveryCard) -> Delivery:
    with opened(card.token) as path:
        return usable(path.read_bytes(), card.source)


def here() -> Here:
    """The territory of the body that runs this."""
    host = host_organization()
    return here_of(host.territory_code if host is not None else "")


def compare_services(*, delivery_id: int, at: datetime) -> None:
    """What the file would change, with nothing written into the directory; harmless when run twice."""
    card = service_delivery(delivery_id=delivery_id)
    if card.state is not DeliveryState.UPLOADED:
        return
    plan = plan_of(delivered(card), place=here(), kit_codes=kit_code_of())
    note_services_compared(delivery_id=delivery_id, dry_run=dry_run_of(plan), at=at)


def run_services(*, delivery_id: int, at: datetime) -> None:
    """The background work: everything in one transaction, the file destroyed afterwards; harmless when run twice."""
    card = service_delivery(delivery_id=delivery_id)
    if not begin_services(delivery_id=delivery_id, at=at):
        return
    found = delivered(card)
    note_services_progress(delivery_id=delivery_id, progress=30, at=at)
    write_services(
        delivery_id=delivery_id, found=found, place=here(), kit_codes=kit_code_of(), at=at
    )
    destroy(card.token)


def give_up_services(*, delivery_id: int, at: datetime) -> None:
    """The work broke off: nothing was written, and the file has served."""
    fail_services(delivery_id=delivery_id, at=at)
    destroy(service_delivery(delivery_id=delivery_id).token)


def stop_services(*, actor: Actor, delivery_id: int, at: datetime) -> None:
    """Somebody stops before anything is written: the file is destroyed; refuse with `WRONG_STEP`."""
    cancel_services(actor=actor, delivery_id=delivery_id, at=at)
    destroy(service_delivery(delivery_id=delivery_id).token)
