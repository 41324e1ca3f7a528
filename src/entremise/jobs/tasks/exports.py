"""Files with names: built once two people have signed, destroyed after a week."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from entremise.accounts.vocabulary import SYSTEM
from entremise.commons.operations.exports import end_old_exports, lapse_export
from entremise.journeys.export_names import build_export
from entremise.kernel.errors import Refused


@app.task(name="build_export", lock="exports")
def build(export_id: int) -> None:
    """A worker that dies is begun again: a built file is not built twice."""
    try:
        build_export(export_id=export_id, at=now())
    except Refused:  # the right ended between the signature and the reading: somebody must ask anew
        lapse_export(actor=SYSTEM, export_id=export_id, at=now())


@app.periodic(cron="41 * * * *")
@app.task(name="end_old_exports")
def sweep(timestamp: int) -> None:
    del timestamp
    end_old_exports(actor=SYSTEM, at=now())
