from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime
from tests.make import accounts, commons, people, referral
from tests.make import outreach as make
from tests.make.kits import kit_version
from tests.make.people import CANARIES
from tests.make.reading import text

from entremise.accounts.models import User
from entremise.accounts.vocabulary import Role
from entremise.commons.models import Grant
from entremise.commons.vocabulary.access import Reach
from entremise.commons.vocabulary.law import RegisterKind
from entremise.outreach.models import Call, Caller, Campaign
from entremise.outreach.operations.closing import close_call
from entremise.outreach.vocabulary.calls import Closing, Outcome
from entremise.outreach.vocabulary.campaigns import CampaignState
from entremise.solidarity.models import Booking, Shift

pytestmark = pytest.mark.django_db


def browser_of(actor):
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def a_lead():
    return accounts.actor(Role.CAMPAIGN_LEAD, organization=people.body())


def url(name, *args):
    return reverse(f"lead:{name}", args=args)


def test_where_nobody_has_a_level_the_team_says_how_one_is_got():
    lead = a_lead()
    on = make.campaign(organization=people.body())

    shown = browser_of(lead).get(url("team", on.pk)).content.decode()

    assert "Personne n’a encore de niveau" in shown
    assert url("staff") in shown


def test_a_campaign_is_ready_in_five_short_steps():
    source = commons.register(RegisterKind.CASF_ALERT)
    people.person_in(source)
    people.person_in(source, people.sheet())
    commons.activation()
    lead = a_lead()
    reachable = accounts.actor(Role.ORIENTEUR, organization=people.body())
    caller = accounts.actor(Role.CALLER, organization=people.body())
    make.engagement(make.User.objects.get(pk=caller.user_id), people.body(), level=4)
    browser, today = browser_of(lead), localtime().date()

    new = {
        "kit": kit_version(),
        "title": "Canicule d'essai",
        "purpose": "ALERT_CALL",
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=20)).isoformat(),
        "switchboard": "01 99 00 12 00",
    }
    browser.post(url("new"), new)
    campaign = Campaign.objects.get()
    browser.post(url("registers", campaign.pk), {"sources": [source]})
    admitted = {"user": caller.user_id, "level": 4, "languages": ["fr"]}
    browser.post(url("team", campaign.pk), admitted)
    shift = {"on": (today + timedelta(days=1)).isoformat(), "start": "14:00", "end": "17:00"}
    shift |= {"seats": 12, "days": 2, "orienteur": reachable.user_id}
    browser.post(url("shifts", campaign.pk), shift)
    browser.post(url("check", campaign.pk))
    browser.post(url("open", campaign.pk))

    campaign.refresh_from_db()
    assert campaign.state == CampaignState.OPEN
    assert (Call.objects.count(), Shift.objects.count(), Caller.objects.count()) == (2, 2, 1)
    given = Grant.objects.filter(user_id=caller.user_id, reach=Reach.ASSIGNED)
    assert {tuple(grant.registers) for grant in given} == {(source,), (campaign.register_id,)}


def test_the_count_of_a_list_reads_well_for_one_person_too():
    source = commons.register(RegisterKind.CASF_ALERT)
    people.person_in(source)
    commons.activation()
    campaign = make.campaign(organization=people.body(), state="DRAFT", opened_at=None)

    answer = browser_of(a_lead()).post(
        url("registers", campaign.pk), {"sources": [source]}, follow=True
    )

    assert "Dans la liste : 1. Sans numéro (courrier ou visite) : 0. Refus : 0." in text(answer)


def test_a_register_without_act_or_decision_cannot_be_chosen():
    commons.register(RegisterKind.CASF_ALERT)
    campaign = make.campaign(organization=people.body(), state="DRAFT", opened_at=None)

    answer = browser_of(a_lead()).get(url("registers", campaign.pk))

    assert answer.status_code == 200
    assert 'name="sources"' not in answer.content.decode()


def test_a_campaign_with_gaps_does_not_open():
    campaign = make.campaign(organization=people.body(), state="CHECKED", opened_at=None)

    answer = browser_of(a_lead()).post(url("open", campaign.pk))

    assert answer.status_code == 409


def test_the_board_shows_figures_and_no_name():
    room = make.room()
    make.held(room.caller, room.campaign, commons.now())

    answer = browser_of(a_lead()).get(url("campaign", room.campaign.pk))

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Awa Diarra" in text
    assert not any(canary in text for canary in CANARIES)


def test_the_lead_of_another_body_sees_nothing():
    room = make.room()
    stranger = accounts.actor(Role.CAMPAIGN_LEAD)

    for name in ("campaign", "registers", "team", "shifts", "content", "close"):
        assert browser_of(stranger).get(url(name, room.campaign.pk)).status_code == 404


def test_a_pause_has_a_reason_that_callers_meet():
    room = make.room()
    browser = browser_of(a_lead())

    assert browser.post(url("pause", room.campaign.pk), {"reason": ""}).status_code == 422
    browser.post(url("pause", room.campaign.pk), {"reason": "Trop de comptes rendus"})

    room.campaign.refresh_from_db()
    assert room.campaign.state == CampaignState.PAUSED
    taken = browser_of(room.caller).post(reverse("phone:take", args=[room.campaign.pk]))
    assert taken.status_code == 409


def test_a_lead_takes_a_call_back():
    room = make.room()
    taken = make.held(room.caller, room.campaign, commons.now())

    browser_of(a_lead()).post(url("take_back", room.campaign.pk, taken.call_id))

    assert Call.objects.get().held_by_id is None


def test_closing_ends_calls_and_grants():
    room = make.room()
    browser = browser_of(a_lead())
    browser.post(url("closing", room.campaign.pk))

    browser.post(url("close", room.campaign.pk))

    assert Call.objects.get().stop_reason == "CAMPAIGN_CLOSED"
    assert set(
        Grant.objects.filter(origin_id=room.campaign.pk).values_list("state", flat=True)
    ) == {"REVOKED"}


def test_a_campaign_is_not_closed_while_a_report_has_no_end():
    room = make.room()
    referral.report(at=commons.now(), register_id=room.campaign.register_id)

    answer = browser_of(a_lead()).post(url("close", room.campaign.pk))

    assert answer.status_code == 409
    room.campaign.refresh_from_db()
    assert room.campaign.state == CampaignState.OPEN


def test_the_board_says_whether_it_ends_in_time():
    room = make.room(people.LUCIENNE, *(people.sheet() for _ in range(5)))
    for days in (2, 1):
        moment = commons.now() - timedelta(days=days)
        Campaign.objects.update(starts_at=moment - timedelta(days=1))
        seat = make.shift(
            room.campaign,
            starts_at=moment - timedelta(hours=1),
            ends_at=moment + timedelta(hours=1),
        )
        make.booking(seat, room.caller)
        taken = make.told(room.caller, room.campaign, moment)
        end(room.caller, taken, moment)
    for days in range(1, 6):
        start = commons.now() + timedelta(days=days)
        make.shift(room.campaign, starts_at=start, ends_at=start + timedelta(hours=3))

    text = browser_of(a_lead()).get(url("campaign", room.campaign.pk)).content.decode()

    assert "Avec les créneaux ouverts, fini le" in text


def end(caller, taken, at):
    close_call(
        actor=caller,
        call_id=taken.call_id,
        token=taken.token,
        closing=Closing(Outcome.SPOKEN_WELL),
        at=at,
    )


def a_draft(**given):
    return make.campaign(organization=people.body(), state="DRAFT", opened_at=None, **given)


def test_a_name_that_is_taken_is_told_beside_it_and_nothing_typed_is_lost():
    known, today = a_draft(), localtime().date()
    new = {
        "kit": kit_version(),
        "title": known.title,
        "purpose": "ALERT_CALL",
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=20)).isoformat(),
        "switchboard": "01 99 00 12 00",
    }

    answer = browser_of(a_lead()).post(url("new"), new)

    assert answer.status_code == 422
    assert f'value="{known.title}"' in answer.content.decode()


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Canicule, Mme Palluel", "le nom de quelqu’un"),
        ("Canicule, 01 99 00 12 00", "un numéro de téléphone"),
        ("Canicule, accueil@aubrelle.example", "une adresse de courriel"),
    ],
)
def test_a_title_that_points_to_somebody_is_refused_and_nothing_typed_is_lost(title, words):
    answer = browser_of(a_lead()).post(url("new"), {"title": title, "switchboard": "01 99"})

    shown = answer.content.decode()
    assert (answer.status_code, Campaign.objects.exists()) == (422, False)
    assert f'value="{title}"' in shown
    assert words in shown


def test_why_a_campaign_is_paused_is_read_by_its_lead_and_lies_sealed():
    room, why = make.room(), "Mme Palluel est tombée."
    browser = browser_of(a_lead())

    browser.post(url("pause", room.campaign.pk), {"reason": why})

    assert browser.get(url("campaign", room.campaign.pk)).content.decode().count(why) == 2
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pause_reason FROM outreach_campaign"
            " UNION ALL SELECT note FROM outreach_campaignstep WHERE after = 'PAUSED'"
        )
        lying = [words for (words,) in cursor.fetchall()]
    assert len(lying) == 2
    assert not any("Palluel" in words for words in lying)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"on": "2026-01-05"}, "passé"),
        ({"end": "14:00"}, "après le début"),
        ({"end": "13:00"}, "trois heures"),
        ({"end": "18:00"}, "trois heures"),
    ],
)
def test_a_shift_that_cannot_be_is_told_beside_its_question(change, words):
    campaign = a_draft()
    shift = {
        "on": (localtime().date() + timedelta(days=1)).isoformat(),
        "start": "14:00",
        "end": "17:00",
        "seats": 12,
        "days": 1,
    }

    answer = browser_of(a_lead()).post(url("shifts", campaign.pk), shift | change)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Shift.objects.exists()


def reachable():
    return accounts.actor(Role.ORIENTEUR, organization=people.body()).user_id


def test_a_shift_at_night_is_opened_with_a_warning():
    campaign = a_draft(ends_at=commons.now() + timedelta(days=30))
    tomorrow = (localtime().date() + timedelta(days=1)).isoformat()
    shift = {"on": tomorrow, "start": "21:00", "end": "23:00", "seats": 3, "days": 1}
    shift |= {"orienteur": reachable()}

    answer = browser_of(a_lead()).post(url("shifts", campaign.pk), shift, follow=True)

    assert Shift.objects.count() == 1
    assert "hors des heures" in answer.content.decode()


def test_a_shift_over_midnight_ends_on_the_next_day():
    campaign = a_draft(ends_at=commons.now() + timedelta(days=30))
    tomorrow = localtime().date() + timedelta(days=1)
    shift = {"on": tomorrow.isoformat(), "start": "22:30", "end": "1:00", "seats": 3, "days": 1}
    shift |= {"orienteur": reachable()}

    answer = browser_of(a_lead()).post(url("shifts", campaign.pk), shift, follow=True)

    assert "1 créneau ouvert." in answer.content.decode()
    ends_at = localtime(Shift.objects.get().ends_at)
    assert (ends_at.date(), ends_at.hour) == (tomorrow + timedelta(days=1), 1)


def test_before_it_opens_a_lead_reads_whether_the_seats_are_enough_and_who_is_out_of_reach():
    campaign = a_draft(ends_at=commons.now() + timedelta(days=30), is_sunday_ordered=True)
    make.caller(campaign, level=1, is_on_shift=False)
    for level, language in ((1, "fr"), (1, "fr"), (3, "fr"), (1, "pt")):
        make.call(campaign=campaign, level=level, language=language)
    start = localtime().replace(hour=10, minute=0) + timedelta(days=1)
    make.shift(campaign, starts_at=start, ends_at=start + timedelta(hours=1), seats=1)

    answer = browser_of(a_lead()).get(url("campaign", campaign.pk))
    text = answer.content.decode()

    assert [state for _name, state in answer.context["steps"]] == ["done", "", "", "done", "now"]
    assert "Avec les créneaux ouverts" in text
    assert url("finishing", campaign.pk) in text
    assert "1 personne demande le niveau 3" in text
    assert "en portugais" in text


def test_the_board_says_what_is_late():
    room = make.room()
    moment = commons.now()
    late = make.call(campaign=room.campaign)
    Call.objects.filter(pk=late.pk).update(
        state="CALLBACK",
        owner_id=room.caller.user_id,
        promised_at=moment - timedelta(hours=5),
        due_at=moment - timedelta(hours=2),
        open_at=moment - timedelta(hours=2),
    )
    absent = make.caller(room.campaign, is_on_shift=False)
    make.booking(make.now_shift(room.campaign), absent, state="CONFIRMED", started_at=None)

    text = browser_of(a_lead()).get(url("campaign", room.campaign.pk)).content.decode()

    assert "1 rappel promis est en retard" in text
    assert "1 personne inscrite n’est pas venue" in text.replace("'", "’")
    assert "sans référent ou sans orientateur" in text.replace("'", "’")


def test_the_board_says_who_waits_and_why():
    room, moment = make.room(), commons.now()
    later = {"due_at": moment + timedelta(hours=3)}
    make.call(campaign=room.campaign, tries_count=1)
    make.call(campaign=room.campaign, tries_count=1, state="WAITING", **later)
    make.call(campaign=room.campaign, state="CALLBACK", promised_at=moment, **later)
    make.call(campaign=room.campaign, state="CALLBACK", promised_at=moment, due_at=moment)

    answer = browser_of(a_lead()).get(url("campaign", room.campaign.pk))

    counts = {str(reason): count for reason, count in answer.context["waiting"]}
    assert counts == {
        "Jamais appelées encore": 1,
        "À essayer de nouveau maintenant": 1,
        "Essayées, une autre demi-journée est attendue": 1,
        "Rappel promis, plus tard": 1,
        "Rappel à faire maintenant": 1,
        "Rappel en retard": 0,
        "Au téléphone avec un appelant": 0,
    }


def test_a_closed_campaign_keeps_its_days_on_the_board_and_in_the_file():
    room = make.room()
    long_ago = commons.now() - timedelta(days=200)
    Campaign.objects.update(
        starts_at=long_ago, ends_at=long_ago + timedelta(days=9), is_sunday_ordered=True
    )
    seat = make.shift(room.campaign, starts_at=long_ago, ends_at=long_ago + timedelta(hours=2))
    make.booking(seat, room.caller)
    moment = long_ago + timedelta(hours=1)
    end(room.caller, make.told(room.caller, room.campaign, moment), moment)
    Campaign.objects.update(state="CLOSED", closed_at=long_ago + timedelta(days=9))
    browser = browser_of(a_lead())

    answer = browser.get(url("campaign", room.campaign.pk))
    rows = browser.get(url("days", room.campaign.pk)).content.decode("utf-8-sig").splitlines()

    assert "Refresh" not in answer
    assert rows == [
        "Jour;Appels du jour;Conversations;Restantes",
        f"{localtime(moment).date().isoformat()};1;1;0",
    ]


def test_the_team_shows_hours_done_and_to_come():
    room = make.room()
    later = commons.now() + timedelta(days=2)
    seat = make.shift(room.campaign, starts_at=later, ends_at=later + timedelta(hours=3))
    make.booking(seat, room.caller, state="BOOKED", started_at=None)
    Booking.objects.filter(started_at__isnull=False).update(
        started_at=commons.now() - timedelta(minutes=30)
    )

    text = browser_of(a_lead()).get(url("team", room.campaign.pk)).content.decode()

    assert 'data-l="Heures faites, sept jours">0,5<' in text
    assert 'data-l="Heures à venir">3<' in text


def test_another_orienteur_is_named_for_a_shift_to_come():
    campaign = a_draft(ends_at=commons.now() + timedelta(days=30))
    tomorrow = commons.now() + timedelta(days=1)
    row = make.shift(campaign, starts_at=tomorrow, ends_at=tomorrow + timedelta(hours=3))
    other, browser = reachable(), browser_of(a_lead())
    page = url("change_orienteur", campaign.pk, row.pk)

    assert page in browser.get(url("shifts", campaign.pk)).content.decode()
    assert browser.get(page).status_code == 200
    refused = browser.post(page, {"orienteur": "0"})
    answer = browser.post(page, {"orienteur": other}, follow=True)

    row.refresh_from_db()
    assert (refused.status_code, row.orienteur_id) == (422, other)
    assert "à portée de ce créneau" in answer.content.decode()


def test_the_shift_of_another_campaign_is_not_changed_from_here():
    row = make.shift(a_draft())

    answer = browser_of(a_lead()).get(url("change_orienteur", a_draft().pk, row.pk))

    assert answer.status_code == 404
