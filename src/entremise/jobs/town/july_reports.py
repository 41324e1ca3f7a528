"""The reports of the week of July: 46 difficulties, all with an end, three of them without answer."""

import random
from datetime import datetime, timedelta

from entremise.jobs.town.cast import Cast
from entremise.jobs.town.reports import ORIENTEURS, carry_to_answer, send_to_best
from entremise.jobs.town.simulation import Platform
from entremise.kernel.origin import Origin
from entremise.outreach.queries.campaigns import campaign
from entremise.referral.operations.endings import close_item
from entremise.referral.operations.reports import open_report, take_report
from entremise.referral.vocabulary.reports import (
    Consent,
    Ending,
    NewItem,
    NewReport,
    OpenedReport,
    UnmetReason,
)

JULY_REPORTS, JULY_UNMET = 46, 3


# Theme, severity, what was said in July: no illness, no name.
HEARD = (
    ("x-chaleur", 3, "Volets cassés, 33 degrés la nuit."),
    ("courses_repas", 3, "Ne peut plus sortir aux heures chaudes."),
    ("solitude", 4, "Voudrait parler plus souvent."),
    ("soins", 2, "Plus de passage depuis deux jours."),
    ("x-coupure", 2, "Ascenseur arrêté, huitième étage."),
    ("menage", 3, "Aide absente en août."),
    ("aidant_epuise", 3, "Ne dort plus, aide seul."),
    ("papiers_droits", 4, "Dossier à remplir."),
)


def settle_july(cast: Cast, platform: Platform) -> None:
    """46 reports out of the talks of the week, all with an end, three of them without answer."""
    chance = random.Random(46)  # noqa: S311 -- an invented week
    talks = [one for one in platform.past if one.is_spoken]
    chosen = sorted(chance.sample(talks, JULY_REPORTS), key=lambda one: one.at)
    card = campaign(platform.campaign_id)
    for number, past in enumerate(chosen):
        theme, severity, _said = HEARD[number % len(HEARD)]
        opened = open_report(
            actor=cast.by_id(past.user_id, past.at),
            new=NewReport(
                person=past.person,
                register_id=card.register_id or 0,
                organization_id=cast.host,
                origin=Origin("CALL", past.call_id),
                items=(NewItem(theme, severity, Consent.YES),),
                kit_version_id=card.kit_version_id,
                district=chance.choice(("Q1", "Q2", "Q2", "Q3", "Q3", "Q4", "Q5")),
            ),
            at=past.at + timedelta(minutes=9),
        )
        end_july(cast, opened, number, past.at + timedelta(minutes=9), chance)


def end_july(
    cast: Cast, opened: OpenedReport, number: int, at: datetime, chance: random.Random
) -> None:
    actor = cast.actor(ORIENTEURS[number % 2], at)
    taken = at + timedelta(minutes=chance.randint(6, 50))
    item_id = opened.item_ids[0]
    take_report(actor=actor, report_id=opened.report_id, at=taken)
    if number % 15 == 7 and number // 15 < JULY_UNMET:
        close_item(
            actor=actor,
            item_id=item_id,
            ending=Ending.UNMET,
            unmet_reason=UnmetReason.NO_CAPACITY,
            at=taken + timedelta(minutes=20),
        )
        return
    if number % 6 == 2:
        at_once = taken + timedelta(minutes=10)
        close_item(actor=actor, item_id=item_id, ending=Ending.ANSWERED_AT_ONCE, at=at_once)
        return
    sent = send_to_best(actor, opened, taken + timedelta(minutes=8))
    if sent is None:
        return
    told = carry_to_answer(sent, taken + timedelta(minutes=58)) + timedelta(hours=2)
    take_report(actor=actor, report_id=opened.report_id, at=told)
    close_item(actor=actor, item_id=item_id, ending=Ending.ORIENTED, at=told)
