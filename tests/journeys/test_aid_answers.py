"""Mutual aid writes, and OUI or NON come back to the very thing that was asked."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from tests.make import commons, telling
from tests.make.telling import HELPER, OTHER, PERSON, by_day

from entremise.accounts.models import User
from entremise.accounts.vocabulary import RESIDENT
from entremise.commons.models import Assignment
from entremise.commons.operations.objections import object_to
from entremise.commons.vocabulary import access
from entremise.engines.short_answers import Word
from entremise.jobs.tasks.answers import incoming_answer
from entremise.journeys.ask_helper import choose_and_ask, put_aside, say_yes
from entremise.journeys.bring_together import agree
from entremise.journeys.end_need import close, share, withdraw
from entremise.kernel.origin import Origin
from entremise.mutual_aid.models import Introduction, Need, Offer, Proposal, Step
from entremise.mutual_aid.operations.proposals import expire_proposals
from entremise.mutual_aid.vocabulary.matching import RefusalReason
from entremise.mutual_aid.vocabulary.needs import Ending, ForWhom, NeedState
from entremise.notices.models import Message
from entremise.notices.operations import answer_question
from entremise.notices.vocabulary import Fault, MessageState

pytestmark = pytest.mark.django_db
CANARIES = ("Sylvestre", "Lucienne", "Belkacem", "Samira", "courses", "Vieux-Pont", "B-", "O-")


@pytest.fixture
def town(settings):
    return telling.town(settings)


def ask(town, offer):
    return choose_and_ask(
        actor=town.desk.owner, need_id=town.need.pk, offer_id=offer.pk, at=commons.now()
    )


def state(row):
    row.refresh_from_db()
    return row.state


def steps(town):
    return list(Step.objects.filter(need=town.need).order_by("pk").values_list("kind", flat=True))


def test_a_helper_without_account_is_asked_and_her_yes_asks_the_person_whose_yes_opens_contacts(
    town,
):
    offer = telling.offer(town)
    pair = Proposal.objects.get(pk=ask(town, offer))
    asked = town.leave()
    town.answer(HELPER, "Oui avec plaisir")
    person_asked = town.leave()
    assert (state(pair), state(town.need)) == ("ACCEPTED", NeedState.AGREED)
    town.answer(PERSON, "OUI")
    told = town.leave()

    met = Introduction.objects.get()
    assert "Répondez OUI ou NON" in asked[HELPER]
    assert list(person_asked) == [PERSON]
    assert "Répondez OUI ou NON" in person_asked[PERSON]
    assert met.revealed_at is not None
    assert "Nous vous appelons" in told[HELPER]
    assert met.word not in told[HELPER]
    assert met.word.replace("ê", "e") in told[PERSON]
    said = " ".join([*asked.values(), *person_asked.values(), *told.values()])
    assert not [one for one in CANARIES if one in said]


def test_a_helper_with_an_account_that_says_her_phone_is_written_to_there_and_finds_her_page(town):
    User.objects.filter(pk=town.desk.helper.user_id).update(phone=OTHER)
    ask(town, telling.offer(town, user_id=town.desk.helper.user_id))

    asked = town.leave()
    town.answer(OTHER, "ok")

    assert list(asked) == [OTHER]
    assert "/aider/" in asked[OTHER]
    assert state(town.need) == NeedState.AGREED
    assert Proposal.objects.get().decided_by_id == town.desk.helper.user_id


def test_the_last_answer_wins_as_long_as_the_state_allows(town):
    pair = Proposal.objects.get(pk=ask(town, telling.offer(town)))
    town.leave()

    town.answer(HELPER, "non")
    assert (state(pair), pair.reason) == ("REFUSED", RefusalReason.NOT_FREE)
    assert state(town.need) == NeedState.SEARCHING
    town.answer(HELPER, "oui")
    assert (state(pair), state(town.need)) == ("ACCEPTED", NeedState.AGREED)
    town.leave()
    town.answer(PERSON, "oui")
    town.leave()
    town.answer(HELPER, "non")
    told = town.leave()

    assert state(town.need) == NeedState.SEARCHING
    assert Introduction.objects.get().closed_at is not None
    assert "quelqu'un d'autre" in told[PERSON]
    assert Offer.objects.get().active_count == 0


def test_an_answer_that_comes_too_late_is_thanked_for(town):
    pair = Proposal.objects.get(pk=ask(town, telling.offer(town)))
    town.leave()
    later = commons.now() + timedelta(hours=25)
    expire_proposals(actor=RESIDENT, at=later)

    town.answer(HELPER, "OUI")
    told = town.leave()

    assert state(pair) == "EXPIRED"
    assert "trop tard" in told[HELPER]


def test_an_answer_handed_over_twice_or_out_of_order_counts_once(town):
    pair = Proposal.objects.get(pk=ask(town, telling.offer(town)))
    town.leave()
    at = commons.now()
    origin = Origin("PROPOSAL", pair.pk)
    for word, moment in ((Word.YES, at), (Word.NO, at + timedelta(seconds=1))):
        answer_question(origin=origin, word=word, at=moment)
    for word, moment in (
        ("NO", at + timedelta(seconds=1)),
        ("YES", at),
        ("NO", at + timedelta(seconds=1)),
    ):
        incoming_answer.func(kind="PROPOSAL", origin_id=pair.pk, word=word, at=moment.isoformat())

    assert state(pair) == "REFUSED"
    assert steps(town).count("PAIR_REFUSED") == 1


def test_the_first_yes_thanks_the_others_who_have_read_the_question(town):
    read, unread = telling.offer(town, phone=OTHER), telling.offer(town, phone="+33639980044")
    ask(town, read)
    town.leave()
    ask(town, unread)
    pair = ask(town, telling.offer(town))

    say_yes(actor=town.desk.owner, proposal_id=pair, at=commons.now())
    told = town.leave()

    assert set(told) == {OTHER, PERSON}
    assert "plus demandé" in told[OTHER]


@pytest.mark.parametrize("how", ["close", "withdraw", "aside", "share"])
def test_whoever_was_asked_for_nothing_is_thanked(town, how):
    pair = ask(town, telling.offer(town))
    town.leave()
    given = {"need_id": town.need.pk, "at": commons.now()}
    owner = town.desk.owner
    if how == "close":
        close(actor=owner, state=NeedState.UNMET, ending=Ending.TOO_LATE, **given)
    elif how == "withdraw":
        withdraw(actor=RESIDENT, **given)
    elif how == "aside":
        reason = RefusalReason.NOT_SUITED
        put_aside(actor=owner, proposal_id=pair, reason=reason, at=commons.now())
    else:
        share(actor=owner, organization_id=town.desk.partner.organization_id, **given)

    assert "plus demandé" in town.leave()[HELPER]
    town.answer(HELPER, "oui")
    assert not Introduction.objects.exists()
    assert "trop tard" in town.leave()[HELPER]


def test_an_association_learns_by_mail_that_a_need_waits_without_the_person(town):
    partner = town.desk.partner
    User.objects.filter(pk=partner.user_id).update(mail="fil@exemple.invalid")

    share(
        actor=town.desk.owner,
        need_id=town.need.pk,
        organization_id=partner.organization_id,
        at=commons.now(),
    )
    told = town.leave()

    assert list(told) == ["fil@exemple.invalid"]
    assert "/partenaire/" in told["fil@exemple.invalid"]
    assert not [one for one in CANARIES if one in told["fil@exemple.invalid"]]


def test_who_has_no_mobile_gets_the_question_by_mail_with_a_link(town):
    pair = Proposal.objects.get(
        pk=ask(town, telling.offer(town, phone="+33199001234", mail="samira@exemple.invalid"))
    )

    told = town.leave()

    assert list(told) == ["samira@exemple.invalid"]
    assert "/repondre/" in told["samira@exemple.invalid"]
    assert telling.by_mail(Message.objects.get())
    assert state(pair) == "SENT"


def test_who_can_be_reached_by_nothing_is_rung_today(town):
    ask(town, telling.offer(town, phone="+33199001234"))
    assert state(town.need) == NeedState.PROPOSED
    Need.objects.filter(pk=town.need.pk).update(next_on=localdate() + timedelta(days=7))

    assert town.leave() == {}
    telling.hear_of_failures()

    row = Message.objects.get()
    town.need.refresh_from_db()
    assert (row.state, row.fault) == (MessageState.DEAD, Fault.NO_NUMBER)
    assert steps(town)[-1] == "UNREACHED"
    assert town.need.next_on == localdate(by_day(commons.now()))  # the day on which it failed


def test_who_refused_every_use_is_written_to_no_more_and_the_desk_knows(town):
    offer = telling.offer(town)
    ask(town, offer)
    new = access.NewObjection(offer.person, access.ObjectionScope.ALL, access.Channel.PHONE)
    object_to(actor=town.desk.owner, new=new, at=commons.now())

    assert town.leave() == {}
    telling.hear_of_failures()

    row = Message.objects.get()
    assert (row.state, row.fault) == (MessageState.DEAD, Fault.NOT_ALLOWED)
    assert steps(town)[-1] == "UNREACHED"


def test_a_number_that_said_stop_is_rung(town):
    offer = telling.offer(town)
    telling.offer(town, phone=OTHER)
    town.answer(HELPER, "STOP")
    ask(town, offer)

    assert town.leave() == {}
    telling.hear_of_failures()

    assert Message.objects.get().state == MessageState.STOPPED
    assert steps(town)[-1] == "UNREACHED"


def test_without_any_way_out_the_trace_says_to_ring(town, settings):
    settings.ENTREMISE_SMS_URL, settings.EMAIL_HOST = "", ""

    ask(town, telling.offer(town))

    assert not Message.objects.exists()
    assert steps(town)[-1] == "UNTOLD"


def test_the_persons_number_is_read_in_the_name_of_the_owner_and_of_nobody_longer_than_needed(town):
    ask(town, telling.offer(town))

    row = Message.objects.get()
    assert (row.user_id, row.content != "") == (town.desk.owner.user_id, True)
    (seen,) = Assignment.objects.filter(origin_kind="TELLING")
    assert (seen.user_id, seen.until) == (town.desk.owner.user_id, row.useful_until)


@pytest.mark.parametrize("given", [{"is_danger": True}, {"for_whom": ForWhom.OTHER_IN_DANGER}])
def test_in_danger_or_for_somebody_else_the_desk_rings_and_nothing_is_written_to_the_person(
    town, given
):
    Need.objects.filter(pk=town.need.pk).update(**given)
    pair = ask(town, telling.offer(town))

    say_yes(actor=town.desk.owner, proposal_id=pair, at=commons.now())

    assert PERSON not in town.leave()
    assert steps(town)[-1] == "UNTOLD"


def test_the_persons_no_looks_for_somebody_else_and_the_helper_is_thanked(town):
    pair = ask(town, telling.offer(town))
    town.leave()
    town.answer(HELPER, "oui")
    town.leave()

    town.answer(PERSON, "non")
    told = town.leave()

    assert state(town.need) == NeedState.SEARCHING
    assert "plus demandé" in told[HELPER]
    assert "quelqu'un d'autre" in told[PERSON]
    town.answer(PERSON, "oui")
    assert "trop tard" in town.leave()[PERSON]
    assert Proposal.objects.get(pk=pair).state == "SUPERSEDED"


def test_the_desk_may_agree_for_her_and_her_later_message_changes_nothing(town):
    pair = ask(town, telling.offer(town))
    met = say_yes(actor=town.desk.owner, proposal_id=pair, at=commons.now())
    town.leave()
    agree(actor=town.desk.owner, introduction_id=met, at=commons.now())
    town.leave()

    town.answer(PERSON, "oui")

    assert town.leave() == {}
    assert state(town.need) == NeedState.UNDER_WAY
