"""Debate, proxies, papers and minutes; the public register for people and for machines."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from tests.make import commons, decisions, people
from tests.web.uses.test_pages import DAYS, asked, browser, post

from entremise.commons.models import Ballot, CollegeMember, Contribution, Proxy, UseRequest
from entremise.commons.operations.votes import close_vote, revoke_decision
from entremise.commons.vocabulary.law import RegisterKind
from entremise.commons.vocabulary.votes import BallotChannel, Choice, CollegeKind
from entremise.web.uses.numbers import shown

pytestmark = pytest.mark.django_db
CONCERNED = CollegeKind.CONCERNED


@pytest.fixture
def vote():
    """A vote that is open now."""
    body = decisions.committee()
    request_id = decisions.voting()
    UseRequest.objects.filter(pk=request_id).update(
        vote_opens_at=commons.now() - DAYS, vote_closes_at=commons.now() + DAYS
    )
    CollegeMember.objects.update(starts_at=commons.now() - 2 * DAYS)
    return body, request_id, body.seats


def text_of(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def pages_of_an_open_vote(body, request_id):
    """What each role reads of it."""
    member = browser(body.voters[CONCERNED][1])
    return (
        text_of(member, "college:vote", request_id),
        text_of(browser(decisions.officer()), "gate:request", request_id),
        text_of(browser(people.dpo()), "gate:request", request_id),
        text_of(Client(), "uses:use", request_id),
        text_of(Client(), "uses:use_json", request_id),
    )


def test_nobody_sees_a_vote_before_the_count_and_members_see_how_many_have_voted(vote):
    body, request_id, _ = vote
    post(
        browser(body.voters[CONCERNED][0]),
        "college:cast",
        request_id,
        choice="NO",
        opinion="Trop d'essais.",
    )

    pages = pages_of_an_open_vote(body, request_id)

    for page in pages:
        assert "Contre : 1" not in page and "Trop d" not in page
    assert "1 sur 3 ont voté" in pages[0] and "1 sur 3 ont voté" in pages[1]
    assert json.loads(pages[4])["votes"] == []


def test_what_a_member_says_is_public_without_her_name(vote):
    body, request_id, seats = vote
    post(browser(body.voters[CONCERNED][0]), "college:speak", request_id, text="Un essai par jour.")
    post(
        browser(people.clerk()),
        "college:hear",
        request_id,
        member=seats[CollegeKind.AUTHORITY][0],
        channel="PHONE",
        text="D'accord avec cela.",
    )

    page = text_of(Client(), "uses:use", request_id)

    assert "Un essai par jour." in page and "D’accord avec cela." in page
    assert Contribution.objects.filter(channel=BallotChannel.PHONE).count() == 1
    empty = post(browser(body.voters[CONCERNED][0]), "college:speak", request_id, text=" ")
    assert empty.status_code == 422


def test_a_debate_that_is_over_takes_no_word_any_more(vote):
    body, request_id, _ = vote
    UseRequest.objects.update(vote_closes_at=commons.now())

    member = browser(body.voters[CONCERNED][0])

    assert post(member, "college:speak", request_id, text="Trop tard.").status_code == 409
    assert reverse("college:speak", args=[request_id]) not in text_of(
        member, "college:vote", request_id
    )


def test_a_proxy_is_given_in_the_browser_and_used_on_the_page_of_its_holder(vote):
    body, request_id, seats = vote
    giver, holder = browser(body.voters[CONCERNED][0]), browser(body.voters[CONCERNED][1])
    post(giver, "college:proxy", request_id, holder=seats[CONCERNED][1])
    offered = reverse("college:cast_for", args=[request_id, seats[CONCERNED][0]])
    assert offered in text_of(holder, "college:vote", request_id)

    holder.post(offered, {"choice": "YES", "opinion": ""})

    ballot = Ballot.objects.get()
    assert (ballot.channel, ballot.choice) == (BallotChannel.PROXY, Choice.YES)
    assert ballot.human_id == body.voters[CONCERNED][0].human_id
    assert offered not in text_of(holder, "college:vote", request_id)
    assert holder.post(offered, {"choice": "YES"}).status_code == 409


def test_a_clerk_notes_a_proxy_given_by_phone(vote):
    _, request_id, seats = vote
    clerk = browser(people.clerk())
    giver, holder = seats[CONCERNED][:2]
    assert post(clerk, "college:enter_proxy", request_id, giver=giver).status_code == 422

    post(clerk, "college:enter_proxy", request_id, giver=giver, holder=holder)

    assert Proxy.objects.get().giver_id == giver


def test_no_member_is_chosen_before_the_clerk_chooses(vote):
    _, request_id, _ = vote
    clerk = browser(people.clerk())

    answer = post(clerk, "college:enter", request_id, channel="PAPER", choice="YES")

    assert answer.status_code == 422
    assert Ballot.objects.count() == 0


def test_summary_and_ballot_are_printed_before_the_vote_and_minutes_after():
    body = decisions.committee()
    debated = decisions.published()
    assert Client().get(reverse("uses:minutes", args=[debated])).status_code == 404
    paper = text_of(browser(people.clerk()), "college:paper", debated)

    request_id = decisions.voting()
    for kind in CollegeKind:
        decisions.votes(request_id, body.voters[kind], *[Choice.YES] * 3)
    close_vote(
        actor=decisions.officer(),
        request_id=request_id,
        at=decisions.START + 20 * DAYS,
        conditions="Une lettre avant l'appel.",
        minutes="Séance publique.",
    )
    minutes = text_of(Client(), "uses:minutes", request_id)

    assert "En une page." in paper and "Bulletin" in paper
    assert "Séance publique." in minutes and "Une lettre avant l’appel." in minutes


def decided(body):
    request_id = decisions.voting()
    for kind in CollegeKind:
        decisions.votes(request_id, body.voters[kind], *[Choice.YES] * 3)
    return request_id, decisions.counted(request_id)


def test_the_register_for_machines_says_what_the_pages_say_and_never_a_name():
    request_id, decision_id = decided(decisions.committee())
    revoke_decision(
        actor=decisions.decider(),
        decision_id=decision_id,
        reason="Le besoin a cessé.",
        at=decisions.START + 21 * DAYS,
    )

    listed = Client().get(reverse("uses:json")).json()
    one = Client().get(listed["uses"][0]["href"]).json()

    assert listed["format"] == one["format"] == "entremise-uses-1"
    assert one["decision"]["end_reason"] == "Le besoin a cessé."
    assert "Le besoin a cessé." in text_of(Client(), "uses:use", request_id)
    assert one["decision"]["people_at_most"] == 132
    assert [tally["for"] for tally in one["votes"]] == [3, 3, 3]
    assert (one["people_counted"], one["opinion"]["verdict"]) == (0, "FAVOURABLE")


def test_what_is_not_published_has_no_file():
    request_id = decisions.submitted()

    assert Client().get(reverse("uses:use_json", args=[request_id])).status_code == 404
    assert Client().get(reverse("uses:json")).json()["uses"] == []


@pytest.mark.parametrize("name", ["uses:register", "uses:json", "college:list"])
def test_the_register_asks_as_many_questions_for_three_uses_as_for_one(
    name, django_assert_max_num_queries, django_assert_num_queries
):
    body = decisions.committee()
    decided(body)
    client = browser(body.voters[CONCERNED][0])
    client.get(reverse(name))
    with django_assert_max_num_queries(60) as once:
        client.get(reverse(name))
    for _ in range(2):
        decided(body)

    with django_assert_num_queries(len(once)):
        client.get(reverse(name))


@pytest.mark.parametrize(("count", "public"), [(0, 0), (1, None), (10, None), (11, 11), (400, 400)])
def test_small_numbers_stay_hidden(count, public):
    assert shown(count) == public


def test_a_renewal_cites_what_came_of_the_former_use():
    former, _ = decided(decisions.committee())
    client = browser(decisions.lead())
    register_id = commons.register(RegisterKind.VOLUNTARY)
    without = post(client, "uses:draft", **asked(register_id, former=former))
    assert without.status_code == 422

    post(
        client, "uses:draft", **asked(register_id, former=former, evaluation="88 appels, 9 refus.")
    )

    row = UseRequest.objects.latest("pk")
    assert (row.former_id, row.evaluation) == (former, "88 appels, 9 refus.")
    page = text_of(client, "uses:request", row.pk)
    assert UseRequest.objects.get(pk=former).number in page and "88 appels, 9 refus." in page


def test_the_machine_counts_people_beside_the_number_that_was_typed():
    register_id = commons.register(RegisterKind.VOLUNTARY)
    for _ in range(2):
        people.person_in(register_id, people.sheet())
    stopped = people.person_in(register_id, people.sheet())
    commons.objection(person=stopped, scope="ALL")
    request_id = decisions.submitted(registers=(register_id,), expected_people=120)

    page = text_of(browser(people.dpo()), "gate:request", request_id)

    assert UseRequest.objects.get(pk=request_id).counted_people == 2
    assert "2 personnes dans ces listes" in page and "120" in page


@pytest.mark.parametrize("step", ["advise", "publish", "open_vote", "count"])
def test_a_form_of_a_step_that_is_not_due_is_refused_in_words(step):
    request_id = decisions.submitted()
    actor = people.dpo() if step == "advise" else decisions.officer()
    if step == "advise":
        request_id = decisions.published()

    assert post(browser(actor), f"gate:{step}", request_id).status_code == 409
