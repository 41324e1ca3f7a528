import gzip
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localtime
from tests.make import accounts, commons, people
from tests.make import outreach as make
from tests.make.kits import kit_version
from tests.make.people import CANARIES

from entremise.accounts.vocabulary import Role
from entremise.commons.models import Assignment
from entremise.outreach.models import Alarm, Attempt, Call, Campaign
from entremise.outreach.vocabulary.calls import CallState, Outcome
from entremise.solidarity.models import Booking
from entremise.web.shell.idle import SEEN_KEY
from entremise.web.shell.kept import KEPT_KEY

pytestmark = pytest.mark.django_db
DIGITS = re.compile(r"99\D?00\D?31\D?07|39\D?98\D?23\D?10")


@pytest.fixture
def room():
    return make.room()


@pytest.fixture
def browser(room):
    client = Client()
    client.force_login(room.user)
    return client


def take(browser, room):
    return browser.post(reverse("phone:take", args=[room.campaign.pk]), follow=True)


def token():
    return Call.objects.exclude(held_by=None).get().token


def url(name):
    return reverse(f"phone:{name}", args=[Call.objects.exclude(held_by=None).get().pk])


def text(answer):
    return answer.content.decode()


def test_the_page_before_the_call_says_why_and_shows_no_digit(browser, room):
    answer = take(browser, room)

    assert answer.status_code == 200
    assert "Vaudremont" in text(answer)
    assert not DIGITS.search(text(answer).replace("\u202f", "").replace("\u00a0", ""))
    assert "99003107" not in text(answer)


def test_all_is_well_takes_five_taps(browser, room):
    take(browser, room)
    browser.post(url("show"), {"token": token()})
    browser.post(url("step"), {"token": token(), "step": "identity", "answer": "self"})
    browser.post(url("step"), {"token": token(), "step": "notice", "answer": "yes"})

    answer = browser.post(url("close"), {"token": token(), "outcome": "SPOKEN_WELL"})

    assert answer.status_code == 302
    assert Attempt.objects.get().outcome == Outcome.SPOKEN_WELL
    assert Call.objects.get().state == CallState.DONE


def test_no_answer_takes_three_taps(browser, room):
    take(browser, room)
    browser.post(url("show"), {"token": token()})
    browser.post(url("close"), {"token": token(), "outcome": "NO_ANSWER"})

    assert Call.objects.get().state == CallState.WAITING


def test_nobody_left_is_not_said_to_who_holds_somebody(browser, room):
    page = reverse("phone:nobody_left")
    assert "Plus personne" in text(browser.get(page))

    take(browser, room)

    assert browser.get(page).url == url("call")


def test_the_talk_shows_the_number_and_the_first_words(browser, room):
    take(browser, room)

    answer = browser.post(url("show"), {"token": token()}, follow=True)

    assert "tel:+33199003107" in text(answer)
    assert "Canicule" in text(answer)


def test_what_is_saved_step_by_step_is_found_again(browser, room):
    take(browser, room)
    browser.post(url("show"), {"token": token()})
    browser.post(url("step"), {"token": token(), "step": "identity", "answer": "self"})
    browser.post(url("step"), {"token": token(), "step": "notice", "answer": "yes"})
    note = {"token": token(), "step": "time", "note": "Volets cassés"}
    browser.post(url("autosave"), note)

    answer = browser.get(url("talk"))

    assert "Volets cassés" in text(answer)


def test_nothing_is_noted_before_the_notice(browser, room):
    take(browser, room)
    browser.post(url("show"), {"token": token()})

    answer = browser.post(
        url("step"), {"token": token(), "step": "meals", "note": "n'a rien mangé"}
    )

    assert answer.status_code == 409
    assert Attempt.objects.get().saved_at is None


def test_nobody_but_her_caller_opens_a_call(browser, room):
    take(browser, room)
    other = Client()
    other.force_login(make.User.objects.get(pk=make.caller(room.campaign).user_id))

    for name in ("call", "talk", "report", "emergency", "call_back", "objection"):
        answer = other.get(url(name))
        assert answer.status_code == 409
        assert not any(canary in text(answer) for canary in CANARIES)


def test_an_objection_is_read_back_and_stops_the_call(browser, room):
    take(browser, room)
    browser.post(url("show"), {"token": token()})
    told = browser.post(url("objection"), {"token": token(), "scope": "PURPOSE"})
    assert told.status_code == 200

    answer = browser.post(url("confirm_objection"), {"token": token(), "scope": "PURPOSE"})

    assert answer.status_code == 302
    assert Call.objects.get().state == CallState.STOPPED


def test_the_red_button_alerts_and_shows_the_address(browser, room):
    take(browser, room)
    browser.post(url("show"), {"token": token()})

    answer = browser.post(url("alarm"), {"token": token()}, follow=True)

    assert "4 rue de la Butte" in text(answer)
    assert "Catherine" in text(answer)


def test_the_red_button_still_alerts_when_the_call_is_no_longer_kept(browser, room):
    take(browser, room)
    browser.post(url("show"), {"token": token()})
    there, known = url("alarm"), token()
    Call.objects.update(lease_until=commons.now() - timedelta(minutes=1))

    answer = browser.post(there, {"token": known}, follow=True)

    assert answer.status_code == 200
    assert "4 rue de la Butte" in text(answer)
    assert "tel:15" in text(answer)


def test_the_emergency_numbers_stand_when_nothing_may_be_read(browser, room):
    take(browser, room)
    browser.post(url("show"), {"token": token()})
    browser.post(url("alarm"), {"token": token()})
    Assignment.objects.filter(purpose="VITAL_INTEREST").update(released_at=commons.now())

    answer = browser.get(url("emergency"))

    assert answer.status_code == 200
    assert "tel:15" in text(answer)
    assert "4 rue de la Butte" not in text(answer)


def test_a_referent_who_was_alerted_takes_it_in_hand_and_reads_the_address(browser, room):
    referent = make.caller(room.campaign, level=4, is_on_shift=False)
    make.booking(make.now_shift(room.campaign), referent, level=4)
    take(browser, room)
    browser.post(url("show"), {"token": token()})
    browser.post(url("alarm"), {"token": token()})
    alarm = Alarm.objects.get()
    other = Client()
    other.force_login(make.User.objects.get(pk=referent.user_id))

    answer = other.post(reverse("phone:take_danger", args=[alarm.pk]), follow=True)

    assert "4 rue de la Butte" in text(answer)
    assert Alarm.objects.get().seen_by_id == referent.user_id
    assert browser.get(reverse("phone:danger", args=[alarm.pk])).status_code == 409


def test_a_moment_offered_some_minutes_ago_may_still_be_promised(browser, room):
    take(browser, room)
    browser.post(url("show"), {"token": token()})
    offered = localtime(commons.now() + timedelta(minutes=97)).isoformat()

    answer = browser.post(url("call_back"), {"token": token(), "when": offered, "who": "me"})

    assert answer.status_code == 302
    assert Call.objects.get().state == CallState.CALLBACK


def test_outside_the_hours_the_nearest_moment_is_told_and_nothing_typed_is_lost(browser, room):
    take(browser, room)
    browser.post(url("show"), {"token": token()})
    Campaign.objects.update(kit_version_id=kit_version())  # ends at seven in the evening
    tomorrow = (localtime() + timedelta(days=1)).date().isoformat()
    asked = {"token": token(), "when": "other", "on": tomorrow, "hour": "22:15", "who": "anyone"}

    answer = browser.post(url("call_back"), asked)

    assert answer.status_code == 422
    assert re.search(r"9\sh\s30", text(answer))
    assert 'value="22:15"' in text(answer)


def test_nothing_is_promised_after_the_end_of_the_campaign(browser, room):
    take(browser, room)
    browser.post(url("show"), {"token": token()})
    later = (localtime() + timedelta(days=60)).date().isoformat()
    asked = {"token": token(), "when": "other", "on": later, "hour": "10:00", "who": "me"}

    answer = browser.post(url("call_back"), asked)

    assert answer.status_code == 422


def test_a_full_note_over_several_lines_is_kept_whole(browser, room):
    take(browser, room)
    browser.post(url("show"), {"token": token()})
    browser.post(url("step"), {"token": token(), "step": "identity", "answer": "self"})
    browser.post(url("step"), {"token": token(), "step": "notice", "answer": "yes"})
    note = "\r\n".join(["x" * 19] * 20)  # 399 signs for the browser, 418 on the wire

    browser.post(url("step"), {"token": token(), "step": "time", "answer": "yes", "note": note})

    shown = browser.get(url("talk") + "?step=time")
    assert text(shown).count("x" * 19) == 20


def test_a_person_handed_back_without_reason_stays(browser, room):
    take(browser, room)

    answer = browser.post(url("hand_back"), {"token": token()})

    assert answer.status_code == 422


def test_a_person_handed_back_leaves(browser, room):
    take(browser, room)

    browser.post(url("hand_back"), {"token": token(), "reason": "TOO_HARD"})

    call = Call.objects.get()
    assert (call.held_by_id, call.pool.level) == (None, 2)


def test_the_page_of_the_talk_is_light(browser, room):
    take(browser, room)

    answer = browser.post(url("show"), {"token": token()}, follow=True)

    assert len(gzip.compress(answer.content)) < 30_000


def test_a_form_sent_twice_ends_the_call_once(browser, room):
    take(browser, room)
    browser.post(url("show"), {"token": token()})
    where, form = url("close"), {"token": token(), "outcome": "NO_ANSWER", "once": "k" * 16}

    answers = [browser.post(where, form).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Call.objects.get().tries_count == 1


def test_the_home_of_a_caller_costs_the_same_with_one_promise_and_with_three(browser, room):
    browser.get(reverse("phone:home"))  # the content of the campaign is read once
    counts = []
    for number in (1, 2):
        for _ in range(number):
            make.call(
                campaign=room.campaign,
                state=CallState.CALLBACK,
                owner_id=room.caller.user_id,
                promised_at=make.NOON,
                due_at=make.NOON,
                open_at=make.NOON,
            )
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(reverse("phone:home")).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_a_take_through_the_browser_costs_ten_statements(browser, room):
    take(browser, room)
    Call.objects.update(state=CallState.READY, held_by=None, lease_until=None)

    with CaptureQueriesContext(connection) as asked:
        browser.post(reverse("phone:take", args=[room.campaign.pk]))

    assert len(asked) == 10  # savepoint and release stand for BEGIN and COMMIT


def test_the_page_of_the_person_costs_twelve_statements(browser, room):
    take(browser, room)
    address = url("call")
    browser.get(address)

    with CaptureQueriesContext(connection) as asked:
        browser.get(address)

    assert len(asked) == 12  # the ticket is one of them, on a connection of its own


def test_a_held_call_keeps_its_caller_signed_in(browser, room):
    take(browser, room)
    session = browser.session
    session[SEEN_KEY] = commons.now().timestamp() - 3600
    session.save()

    assert browser.get(url("call")).status_code == 200


def test_without_a_call_an_hour_away_signs_out(browser, room):
    browser.get(reverse("phone:home"))
    session = browser.session
    session[SEEN_KEY] = commons.now().timestamp() - 3600
    session.save()

    assert browser.get(reverse("phone:home")).status_code == 302


def test_who_asks_to_talk_after_a_shift_is_told_to_the_referent_and_her_remark_to_the_lead(
    browser, room
):
    seat = Booking.objects.get(user_id=room.caller.user_id)
    debrief = {"energy": "2", "talk": "NO", "script": "Trop de questions d'argent"}

    browser.post(reverse("phone:debrief", args=[seat.pk]), debrief)

    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.raised_by_id) == ("HARD_CALL", room.caller.user_id)
    lead = accounts.actor(Role.CAMPAIGN_LEAD, organization=people.body())
    board = Client()
    board.force_login(make.User.objects.get(pk=lead.user_id))
    shown = text(board.get(reverse("lead:campaign", args=[room.campaign.pk])))
    assert "questions d’argent" in shown.replace("'", "’").replace("&#x27;", "’")
    assert "2,0 sur 5" in shown


def test_a_page_that_saves_by_itself_is_not_sent_again_after_signing_in(browser, room):
    take(browser, room)
    browser.post(url("show"), {"token": token()})
    quiet, sent = url("autosave"), url("close")
    Call.objects.update(lease_until=commons.now() - timedelta(minutes=1))
    session = browser.session
    session[SEEN_KEY] = commons.now().timestamp() - 3600
    session.save()

    browser.post(quiet, {"token": 1, "note": "fait"}, headers={"X-Quiet": "1"})

    assert KEPT_KEY not in browser.session
    browser.force_login(room.user)
    session = browser.session
    session[SEEN_KEY] = commons.now().timestamp() - 3600
    session.save()
    browser.post(sent, {"token": 1, "outcome": "NO_ANSWER"})
    assert KEPT_KEY in browser.session


def test_a_caller_reads_why_her_campaign_is_paused(browser, room):
    Campaign.objects.update(state="PAUSED", pause_reason="Trop de comptes rendus")

    shown = text(browser.get(reverse("phone:home")))

    assert "Trop de comptes rendus" in shown
    assert "Personne suivante" not in shown


def test_a_campaign_that_has_ended_says_so_and_has_no_button(browser, room):
    Campaign.objects.update(ends_at=commons.now() - timedelta(minutes=1))

    shown = text(browser.get(reverse("phone:home")))

    assert "Pas d’appel aujourd’hui" in shown.replace("'", "’").replace("&#x27;", "’")
    assert "Personne suivante" not in shown


def test_nothing_is_chosen_in_the_place_of_a_caller_who_reports(browser, room):
    take(browser, room)
    browser.post(url("show"), {"token": token()})
    browser.post(url("step"), {"token": token(), "step": "identity", "answer": "self"})
    browser.post(url("step"), {"token": token(), "step": "notice", "answer": "yes"})

    assert "checked" not in text(browser.get(url("report")))
    answer = browser.post(url("report"), {"consent0": "YES", "said0": "plus de pain"})

    assert answer.status_code == 422
    assert "Choisissez la gravité." in text(answer)
    assert "Choisissez ce qui est difficile." in text(answer)


@pytest.mark.parametrize(
    ("hours", "said"), [(-2, "pas jointe pendant la vague"), (5, "à joindre avant"), (60, None)]
)
def test_the_sentence_says_that_her_wave_is_over_or_ends_soon(browser, room, hours, said):
    Call.objects.update(reach_by=commons.now() + timedelta(hours=hours))

    seen = take(browser, room).content.decode()

    assert ("vague terminée" in seen or "à joindre avant" in seen) is (said is not None)
    assert (said or "") in seen
