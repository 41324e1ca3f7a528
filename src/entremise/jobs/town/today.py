"""The campaign under way: opened two days ago, with reports in every state, whatever the day of building."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from entremise.commons.operations.activations import activate_plan, turn_red
from entremise.commons.vocabulary.activations import NewActivation, PlanKind
from entremise.commons.vocabulary.law import Purpose
from entremise.jobs.town.around import around_sittings, ring_around
from entremise.jobs.town.attendance import (
    Sitting,
    end_past_watches,
    round_of_calls,
    seated,
)
from entremise.jobs.town.cast import Cast
from entremise.jobs.town.july import LEAD, MAYOR, admit_everybody
from entremise.jobs.town.loop import LOOP_STORIES, follow_up
from entremise.jobs.town.papering import paper_today
from entremise.jobs.town.reports import (
    Story,
    goes_back_to_caller,
    heard,
    is_accepted,
    is_answered,
    is_ended,
    is_questioned,
    is_refused,
    open_story,
    stays_received,
    stays_sent,
    stays_taken,
)
from entremise.jobs.town.simulation import Platform
from entremise.jobs.town.staff import CALLERS, Worker
from entremise.jobs.town.visiting import visit_today
from entremise.jobs.town.watches import AHEAD, open_watches
from entremise.journeys.build_call_list import build_call_list
from entremise.kernel.errors import Refused
from entremise.kits.operations.editing import change_kit
from entremise.kits.queries import current_version_id, kits
from entremise.kits.vocabulary.edits import SetCalling
from entremise.outreach.operations.calls import claim_next_call
from entremise.outreach.operations.campaigns import (
    check_campaign,
    draft_campaign,
    open_campaign,
    order_sundays,
)
from entremise.outreach.operations.waves import begin_due_wave, set_rhythm
from entremise.outreach.vocabulary.calls import Outcome
from entremise.outreach.vocabulary.campaigns import NewCampaign
from entremise.referral.vocabulary.reports import Consent, Ending, UnmetReason

DAYS = ["mon", "tue", "wed", "thu", "fri", "sat"]


def kit_of_season(month: int) -> str:
    """The crisis that one expects in this month."""
    if month in {6, 7, 8, 9}:
        return "canicule"
    return "grand_froid" if month in {11, 12, 1, 2, 3} else "pollution_air"


def widen_hours(cast: Cast, at: datetime) -> None:
    """The visitor of the demonstration comes at any hour: the lead has widened the hours, as new versions."""
    hours = [{"days": DAYS, "from": "00:00", "to": "23:59"}]
    for kit in kits():
        change_kit(
            actor_id=cast.users[LEAD],
            code=kit.code,
            base_id=kit.version_id,
            edit=SetCalling({"hours": hours}),
            note="Horaires élargis pour l'exercice",
            at=at,
        )


def begin_today(cast: Cast, registers: dict[str, int], now: datetime) -> Platform:
    """The act, the campaign, its list; calls begin two days ago."""
    start = now - timedelta(hours=50)
    code = kit_of_season(now.month)
    widen_hours(cast, now)
    activation_id = activate_today(cast, code, start)
    lead = cast.actor(LEAD, start)
    campaign_id = draft_campaign(
        actor=lead,
        new=NewCampaign(
            title=TITLES[code],
            kit_version_id=current_version_id(code=code),
            purpose=Purpose.ALERT_CALL,
            organization_id=cast.host,
            territory_code="00001",
            sources=(registers["alert"], registers["home_care"], registers["voluntary"]),
            switchboard="+33199001200",
            starts_at=start,
            ends_at=now + timedelta(days=20),
        ),
        at=start,
    )
    turn_red(
        actor=cast.actor(MAYOR, start),
        activation_id=activation_id,
        act_reference="Ordre écrit de la maire adjointe",
        act_on=localdate(start),
        at=start + timedelta(minutes=5),
    )
    order_sundays(
        actor=lead,
        campaign_id=campaign_id,
        order="Ordre écrit de la maire adjointe",
        at=start + timedelta(minutes=6),
    )
    platform = Platform(cast, campaign_id, random.Random(7))  # noqa: S311 -- an invented week
    admit_everybody(cast, campaign_id, start)
    return platform


TITLES = {
    "canicule": "Canicule : appels d'alerte",
    "grand_froid": "Grand froid : appels d'alerte",
    "pollution_air": "Pollution de l'air : appels d'alerte",
}


def activate_today(cast: Cast, code: str, at: datetime) -> int:
    return activate_plan(
        actor=cast.actor(LEAD, at),
        new=NewActivation(
            plan=PlanKind.ALERT_PLAN,
            title=TITLES[code].split(" :", maxsplit=1)[0],
            kit_code=code,
            territory_code="00001",
            act_reference="Message du préfet activant le plan d'alerte",
            act_on=localdate(at),
            expires_at=at + timedelta(days=59),
        ),
        at=at,
    )


def play_today(cast: Cast, platform: Platform, now: datetime) -> None:
    """Two days of calls, and the reports that the orienteurs have before them."""
    start = now - timedelta(hours=48)
    build_call_list(actor=cast.actor(LEAD, start), campaign_id=platform.campaign_id, at=start)
    open_watches(
        cast,
        platform.campaign_id,
        now,
        since=start,
        until=now + AHEAD,
        seated=seated(sittings(start, now)),
    )
    lead = cast.actor(LEAD, start)
    check_campaign(actor=lead, campaign_id=platform.campaign_id, at=start)
    open_campaign(actor=lead, campaign_id=platform.campaign_id, at=start)
    set_rhythm(actor=lead, campaign_id=platform.campaign_id, days=1, at=start)
    platform.calls(start + timedelta(hours=1), 2.5, 60)
    tell_stories(cast, platform, now)
    platform.calls(now - timedelta(hours=3), 2.0, 60)
    one_wrong_number(cast, platform, now)
    ring_around(cast, platform, now)
    visit_today(cast, platform, now)


def end_today(cast: Cast, platform: Platform, now: datetime) -> None:
    """What is past its date comes back, of July too; sheets on paper, and the watches that are over."""
    follow_up(cast, now)
    paper_today(cast, platform.campaign_id, now)
    end_past_watches(cast, platform.campaign_id, now)


def sittings(start: datetime, now: datetime) -> Iterator[Sitting]:
    """Who calls when, in what follows: two rounds, the stories, a wrong number."""
    yield from round_of_calls(start + timedelta(hours=1), 2.5, 60)
    for number, story in enumerate(in_order()):
        yield now - timedelta(hours=story.hours_ago), teller(number, story)
    yield from round_of_calls(now - timedelta(hours=3), 2.0, 60)
    yield from around_sittings(now)
    yield from ((now - timedelta(hours=hours), CALLERS[5]) for hours in (2, 1))


def teller(number: int, story: Story) -> Worker:
    return next((one for one in CALLERS if one.name == story.by), CALLERS[number % 12])


def in_order() -> list[Story]:
    return sorted((*STORIES, *LOOP_STORIES), key=lambda story: -story.hours_ago)


def one_wrong_number(cast: Cast, platform: Platform, now: datetime) -> None:
    """What waits for the steward: a number that rings at a stranger's, and a death to confirm."""
    for hours, outcome in ((2, Outcome.WRONG_NUMBER), (1, Outcome.DECEASED)):
        at = now - timedelta(hours=hours)
        actor = cast.actor(CALLERS[5].name, at)
        try:
            found = claim_next_call(actor=actor, campaign_id=platform.campaign_id, at=at)
        except Refused:
            continue
        platform.finish(actor, found, outcome, at)


def tell_stories(cast: Cast, platform: Platform, now: datetime) -> None:
    for number, story in enumerate(in_order()):
        at = now - timedelta(hours=story.hours_ago)
        begin_due_wave(campaign_id=platform.campaign_id, at=at)  # as the worker does each night
        open_story(cast, platform, story, teller(number, story).name, now)


STORIES = (
    Story(0.4, (heard("soins", 1, "Chute dans l'escalier, ne se relève pas seule.", Consent.VITAL, vital_reason="Ne se relève pas, seule chez elle."),)),
    Story(1.6, (heard("soins", 2, "Plus de passage depuis deux jours, se lève avec peine.", since="lundi", reach="le matin, au fixe"),)),
    Story(3.2, (heard("courses_repas", 2, "Frigo en panne, plus rien à manger.", since="hier", tried="la voisine est absente"),)),
    Story(2.1, (heard("logement", 3, "Il fait treize degrés dans la chambre.", since="dimanche", tried="appel au bailleur"), heard("papiers_droits", 4, "Une facture qu'elle ne comprend pas.", Consent.NO)), by="Perrine Gauchet"),
    Story(30, (heard("menage", 3, "L'aide à domicile ne vient plus.", since="la semaine dernière"),), by="Perrine Gauchet"),
    Story(5, (heard("solitude", 4, "Voudrait parler plus souvent."),)),
    Story(7, (heard("transport", 4, "Ne peut plus aller au marché."),), by="Perrine Gauchet"),
    Story(4.1, (heard("perte_autonomie", 3, "La toilette devient difficile.", since="un mois"),), stays_taken),
    Story(26, (heard("menage", 3, "Aide arrêtée, ne sait pas depuis quand."),), goes_back_to_caller),
    Story(9, (heard("courses_repas", 3, "Voudrait des repas livrés."),), stays_sent),
    Story(20, (heard("soins", 3, "Pansement à refaire, personne ne passe."),), stays_sent),
    Story(12, (heard("solitude", 4, "Ne voit personne de la semaine."),), stays_received),
    Story(22, (heard("argent_dettes", 3, "Une coupure annoncée, facture à étaler."),), is_accepted),
    Story(24, (heard("handicap", 4, "Dossier à renouveler avant la fin du mois."),), is_questioned),
    Story(3, (heard("soins", 2, "Sortie de séjour sans aide prévue."),), is_refused),
    Story(34, (heard("x-coupure", 3, "Ascenseur arrêté depuis vendredi, sixième étage."),), is_answered),
    Story(38, (heard("papiers_droits", 4, "Un courrier à lire avec elle."),), is_answered),
    Story(40, (heard("internet", 4, "Ne sait pas rappeler un numéro."),), is_ended(Ending.ANSWERED_AT_ONCE)),
    Story(42, (heard("courses_repas", 3, "A déjà été signalé hier."),), is_ended(Ending.DUPLICATE)),
    Story(44, (heard("x-animal", 4, "Cherche quelqu'un pour son chien."),), is_ended(Ending.UNMET, UnmetReason.NO_CAPACITY)),
)  # fmt: skip
