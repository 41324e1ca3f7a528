"""Pages of those who call, learn and accompany: each her own way, nobody compared."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime
from tests.make import accounts, commons, people
from tests.make import outreach as make
from tests.make.pdf import read_pdf

from entremise.accounts.models import User
from entremise.accounts.vocabulary import Role
from entremise.outreach.models import Alarm, Attempt, Engagement, Exercise, ScriptRemark
from entremise.solidarity.models import Booking

pytestmark = pytest.mark.django_db


def browser_of(actor):
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def text(answer):
    return answer.content.decode().replace("’", "'").replace("&#x27;", "'")


@pytest.fixture
def room():
    return make.room()


def a_lead():
    return accounts.actor(Role.CAMPAIGN_LEAD, organization=people.body())


def talked(who, on, count):
    call, at = make.call(campaign=on), commons.now()
    Attempt.objects.bulk_create(
        Attempt(
            call=call, campaign=on, user_id=who.user_id, token=n, lane="STOCK", held_at=at,
            shown_at=at, notice_given_at=at, ended_at=at, outcome="SPOKEN_WELL",
        )
        for n in range(count)
    )  # fmt: skip


def test_no_page_lists_callers_with_counts_to_be_compared(room):
    counted = (137, 149)
    callers = [make.caller(room.campaign, level=2) for _ in counted]
    referent, lead = make.caller(room.campaign, level=4), a_lead()

    def shown():
        """How often each page says these numbers: one may be that of an address."""
        pages = [
            browser_of(referent).get(reverse("phone:colleagues")),
            browser_of(lead).get(reverse("lead:staff")),
            browser_of(lead).get(reverse("lead:team", args=[room.campaign.pk])),
            browser_of(lead).get(reverse("lead:campaign", args=[room.campaign.pk])),
        ]
        assert [page.status_code for page in pages] == [200] * 4
        return [len(re.findall(rf"\b{count}\b", text(page))) for page in pages for count in counted]

    before = shown()
    for who, count in zip(callers, counted, strict=True):
        talked(who, room.campaign, count)

    assert shown() == before
    own = text(browser_of(callers[0]).get(reverse("phone:training")))
    assert "60 / 60" in own  # towards her own next level, never more than it asks


def test_a_level_one_caller_among_people_of_level_two_gets_no_name(room):
    from_room = room.campaign.calls.get()
    from_room.pool = make.pool(room.campaign, level=2)
    from_room.save(update_fields=["pool"])
    soon = make.shift(
        room.campaign,
        starts_at=commons.now() + timedelta(days=1),
        ends_at=commons.now() + timedelta(days=1, hours=2),
    )
    make.booking(soon, room.caller, state="BOOKED", started_at=None)

    answer = browser_of(room.caller).post(
        reverse("phone:take", args=[room.campaign.pk]), follow=True
    )

    assert "Vaudremont" not in text(answer)
    assert reverse("phone:training") in text(answer)
    assert f"{localtime(soon.starts_at):%-H h %M}" in text(answer).replace("\u00a0", " ").replace(
        "\u202f", " "
    )


def test_learning_is_for_those_who_are_admitted():
    stranger = accounts.actor(Role.CALLER, organization=people.body())

    answer = browser_of(stranger).get(reverse("phone:training"))

    assert answer.status_code == 409
    assert "pas encore admis" in text(answer)


def test_a_gesture_that_is_wrong_is_explained_and_not_kept(room):
    her = make.learner(room.campaign)
    url = reverse("phone:screen", args=[7])

    wrong = browser_of(her).post(url, {"choice": 0})

    assert wrong.status_code == 422
    assert "Un oui ne vaut que pour son point" in text(wrong)
    assert browser_of(her).post(url, {"choice": 1}).status_code == 302


def test_the_quiz_comes_back_in_another_order(room):
    her = make.learner(room.campaign)
    orders = set()
    for tries in range(6):
        Engagement.objects.filter(user_id=her.user_id).update(quiz_tries=tries)
        page = text(browser_of(her).get(reverse("phone:quiz")))
        orders.add(tuple(re.findall(r'name="(Q\d)" value="(\d)"', page)))

    assert len(orders) > 3


def test_an_exercise_ended_before_its_sentences_changed_is_played_again(room):
    her = make.learner(room.campaign)
    Exercise.objects.create(
        engagement=make.engaged(her), person="S2", choices=[0] * 6,
        started_at=commons.now(), ended_at=commons.now(),
    )  # fmt: skip

    page = text(browser_of(her).get(reverse("phone:exercise", args=["S2"])))

    assert "Afficher et appeler" in page
    assert 'name="option"' not in page  # would be refused: that call has ended


def test_the_letter_of_mission_is_signed_on_screen_and_printed_for_screen_readers(room):
    her = make.learner(room.campaign, signed_at=None)
    browser = browser_of(her)

    browser.post(reverse("phone:sign"))

    assert make.engaged(her).signed_at is not None
    paper = read_pdf(browser.get(reverse("phone:letter"), {"pdf": "1"}).content)
    assert paper.is_accessible
    whole = read_pdf(browser.get(reverse("phone:print_training"), {"pdf": "1"}).content)
    assert whole.is_accessible


def test_a_debrief_with_a_worry_is_told_to_the_referent_today_and_keeps_no_more(room):
    referent = make.caller(
        room.campaign, level=4, seat=Booking.objects.get(user_id=room.caller.user_id).shift
    )
    seat = Booking.objects.get(user_id=room.caller.user_id)
    card = {"energy": "4", "talk": "NO", "worry": "Celle de 14 h 10", "unanswered": "La facture ?"}

    browser_of(room.caller).post(reverse("phone:debrief", args=[seat.pk]), card)

    alarm = Alarm.objects.get()
    assert (alarm.words, alarm.recipients.get().user_id) == ("Celle de 14 h 10", referent.user_id)
    assert alarm.due_at - commons.now() < timedelta(hours=24)
    assert ScriptRemark.objects.get().source == "UNANSWERED"
    assert re.search(r"Celle de 14.h.10", text(browser_of(referent).get(reverse("phone:home"))))


def test_what_stays_with_a_caller_who_asks_for_nobody_is_not_kept(room):
    seat = Booking.objects.get(user_id=room.caller.user_id)
    card = {"energy": "4", "talk": "NO", "stays": "Celle qui pleurait"}

    browser_of(room.caller).post(reverse("phone:debrief", args=[seat.pk]), card)

    assert not Alarm.objects.exists()
    assert not ScriptRemark.objects.exists()


def test_a_lead_admits_an_agent_once_her_manager_agreed_and_her_hours_go_to_human_resources(room):
    lead, her = a_lead(), accounts.actor(Role.CONTRIBUTOR, organization=people.body())
    today = localtime(commons.now()).date()
    new = {
        "user": her.user_id,
        "kind": "AGENT",
        "hours_per_week": 6,
        "ends_on": (today + timedelta(days=60)).isoformat(),
        "languages": ["fr"],
    }
    browser = browser_of(lead)
    browser.post(reverse("lead:staff"), new)
    one = Engagement.objects.get(user_id=her.user_id)

    assert browser.post(reverse("lead:admit", args=[one.pk])).status_code == 409
    consent = {"manager_name": "C. Delmas", "consented_on": today.isoformat()}
    browser.post(reverse("lead:consent", args=[one.pk]), consent)
    browser.post(reverse("lead:admit", args=[one.pk]))

    roles = User.objects.get(pk=her.user_id).roles_held.filter(role="CALLER")
    assert localtime(roles.get().ends_at).date() == today + timedelta(days=61)
    at = commons.now()
    make.booking(
        make.now_shift(room.campaign), her, state="ENDED", ended_at=at,
        started_at=at - timedelta(minutes=150),
    )  # fmt: skip
    lines = browser.get(reverse("lead:hours", args=["csv"])).content.decode().splitlines()
    name = User.objects.get(pk=her.user_id).display_name
    assert lines[1] == f"{name};C. Delmas;{today:%m/%Y};2,50"
    for kind in ("xlsx", "ods"):
        assert browser.get(reverse("lead:hours", args=[kind])).content[:2] == b"PK"


def test_the_end_of_an_engagement_closes_the_role_and_prints_a_thank_you(room):
    lead, her = a_lead(), room.caller
    one = make.engaged(her)

    browser_of(lead).post(reverse("lead:end", args=[one.pk]))

    assert browser_of(her).get(reverse("phone:home")).status_code == 403
    letter = browser_of(lead).get(reverse("lead:thanks_letter", args=[one.pk]), {"pdf": "1"})
    assert read_pdf(letter.content).is_accessible
    words = text(browser_of(lead).get(reverse("lead:thanks_letter", args=[one.pk])))
    assert f"Bonjour {room.user.display_name}," in words
    assert "Vous avez proposé de prendre des nouvelles par téléphone." in words  # no hour was given


def test_another_body_sees_nobody_of_these(room):
    stranger = accounts.actor(Role.CAMPAIGN_LEAD)

    one = make.engaged(room.caller)

    answer = browser_of(stranger).get(reverse("lead:engagement", args=[one.pk]))
    assert answer.status_code == 409
    assert room.user.display_name not in text(answer)
