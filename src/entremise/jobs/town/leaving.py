"""Files with names in Aubrelle: one that the prefecture has, one that waits for its second signature."""

from datetime import datetime, timedelta

from entremise.commons.operations.exports import collect_export, countersign_export
from entremise.commons.queries.registers import registers_open
from entremise.commons.vocabulary.exports import NewExport
from entremise.commons.vocabulary.law import FieldGroup, Purpose, RegisterKind
from entremise.jobs.town.assembly import DIRECTOR
from entremise.jobs.town.cast import Cast
from entremise.journeys.ask_for_names import ask_for_names
from entremise.journeys.export_names import build_export

STEWARD = "Noémie Castagné"
# Of nobody: its private half was thrown away.
SOMEBODY_S_KEY = "age10dzyfgcumsvjeeasghw65mhz4k2x74km436aqwy2lpnaq8gw4eqszmdwqe"


def send_to_prefect(cast: Cast, register_id: int, now: datetime) -> None:
    """Asked and signed this morning, built and collected now."""
    new = NewExport(
        purpose=Purpose.PREFECT_TRANSMISSION,
        registers=(register_id,),
        groups=frozenset({FieldGroup.NAME, FieldGroup.PHONE, FieldGroup.ADDRESS}),
        reason="Le préfet demande le registre pour organiser les secours à domicile.",
        act_reference="Courriel du préfet, réf. PC-2026-41",
        recipient="Préfecture, service interministériel de défense et de protection civile",
        recipient_key=SOMEBODY_S_KEY,
    )
    steward, asked = cast.actor(STEWARD, now), now - timedelta(hours=3)
    export_id = ask_for_names(actor=steward, new=new, at=asked)
    signed = asked + timedelta(minutes=50)
    countersign_export(actor=cast.actor(DIRECTOR, signed), export_id=export_id, at=signed)
    build_export(export_id=export_id, at=now)
    collect_export(actor=steward, export_id=export_id, at=now)


def ask_for_the_trace(cast: Cast, now: datetime) -> None:
    """The needs of this campaign, for a body under agreement: a decider has it on her list."""
    campaign = min(registers_open(kinds=[RegisterKind.CAMPAIGN]), key=lambda one: one.register_id)
    new = NewExport(
        purpose=Purpose.REFERRAL,
        registers=(campaign.register_id,),
        groups=frozenset({FieldGroup.NAME, FieldGroup.PHONE, FieldGroup.DISTRICT}),
        reason="Le département reprend les suivis sociaux à la fin de la campagne.",
        act_reference="Convention CCAS et département du 12 mai 2026",
        recipient="Département, direction de l'autonomie",
        recipient_key=SOMEBODY_S_KEY,
    )
    asked = now - timedelta(minutes=40)
    ask_for_names(actor=cast.actor(STEWARD, asked), new=new, at=asked)
