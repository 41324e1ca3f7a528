"""Mutual aid by the clock: a decision opens it, pairs are planned, questions without answer lapse, offers and tips are asked again, the one rule is read again, who is past is forgotten."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from entremise.accounts.vocabulary import SYSTEM
from entremise.journeys.check_meetings import check_meetings
from entremise.journeys.forget_past_aid import forget_past_aid
from entremise.journeys.mandates import end_mandates
from entremise.journeys.open_mutual_aid import open_when_decided
from entremise.journeys.stand_offer import turn_over
from entremise.mutual_aid.operations.proposals import expire_proposals
from entremise.mutual_aid.operations.tips import expire_tips
from entremise.mutual_aid.queries.needs import open_faults


@app.periodic(cron="*/5 * * * *")
@app.task(name="open_mutual_aid", lock="open_mutual_aid")
def open_desk(timestamp: int) -> None:
    del timestamp
    open_when_decided(at=now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="match_offers", lock="match_offers", queueing_lock="match_offers")
def match_offers(timestamp: int) -> None:
    from entremise.journeys.propose_pairs import (  # noqa: PLC0415 -- SciPy is for the worker alone
        propose_pairs,
    )

    del timestamp
    propose_pairs(actor=SYSTEM, at=now())


@app.task(name="place_need", lock="match_offers")
def find_somebody(need_id: int) -> None:
    from entremise.journeys.place_needs import (  # noqa: PLC0415 -- SciPy is for the worker alone
        place_need,
    )

    place_need(actor=SYSTEM, need_id=need_id, at=now())


@app.task(name="use_offer", lock="match_offers")
def find_use(offer_id: int) -> None:
    from entremise.journeys.place_needs import (  # noqa: PLC0415 -- SciPy is for the worker alone
        use_offer,
    )

    use_offer(actor=SYSTEM, offer_id=offer_id, at=now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="lapse_proposals")
def lapse_proposals(timestamp: int) -> None:
    del timestamp
    expire_proposals(actor=SYSTEM, at=now())


@app.periodic(cron="41 2 * * *")
@app.task(name="turn_offers")
def turn_offers(timestamp: int) -> None:
    del timestamp
    turn_over(actor=SYSTEM, at=now())


@app.periodic(cron="13 9 * * *")
@app.task(name="check_meetings")
def ask_how_meetings_went(timestamp: int) -> None:
    del timestamp
    check_meetings(at=now())


@app.periodic(cron="7 3 * * *")
@app.task(name="lapse_tips")
def lapse_tips(timestamp: int) -> None:
    del timestamp
    expire_tips(actor=SYSTEM, at=now())


@app.periodic(cron="49 2 * * *")
@app.task(name="forget_past_aid", lock="forget_past_aid")
def forget_past(timestamp: int) -> None:
    del timestamp
    forget_past_aid(at=now())


@app.periodic(cron="23 2 * * *")
@app.task(name="lapse_mandates")
def lapse_mandates(timestamp: int) -> None:
    del timestamp
    end_mandates(actor=SYSTEM, at=now())


class ForgottenError(Exception):
    """Something open has neither an owner nor a date to come; the doctor says that a task failed."""


@app.periodic(cron="17 5 * * *")
@app.task(name="check_open_items")
def check_open_items(timestamp: int) -> None:
    del timestamp
    numbers = [fault.number for fault in open_faults(at=now())]
    if numbers:
        raise ForgottenError(", ".join(numbers))
