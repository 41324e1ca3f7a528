"""The road of a use through the browser, role by role; and what each page says when there is nothing."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format
from tests.make import accounts, commons, decisions, kits, people

from entremise.accounts.vocabulary import Role
from entremise.commons.models import Activation, Ballot, Charter, Decision, UseRequest
from entremise.commons.vocabulary.law import RegisterKind
from entremise.commons.vocabulary.uses import UseState
from entremise.commons.vocabulary.votes import Choice, CollegeKind
from entremise.web.shell.second_factor import DONE_KEY

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=1)


def browser(actor):
    client = Client()
    client.force_login(get_user_model().objects.get(pk=actor.user_id))
    session = client.session
    session[DONE_KEY] = True  # the second proof has its own tests
    session.save()
    return client


def asked(register_id, **given):
    start = commons.now() + 30 * DAYS
    end = start + 60 * DAYS
    return {
        "title": "Appeler les personnes isolées",
        "purpose": "ISOLATION_CALL",
        "sentence": "Rappeler une fois les personnes seules.",
        "registers": [str(register_id)],
        "groups": ["name", "phone"],
        "expected_people": "120",
        "expected_source": "compté hier",
        "recipients": "Huit appelants",
        "legal_reference": "RGPD 6.1.e",
        "starts_on_day": start.day,
        "starts_on_month": start.month,
        "starts_on_year": start.year,
        "ends_on_day": end.day,
        "ends_on_month": end.month,
        "ends_on_year": end.year,
        "is_standing": "no",
    } | given


def post(client, name, *args, **data):
    return client.post(reverse(name, args=args), data)


def test_a_use_goes_from_the_asker_to_the_register_of_all():
    body = decisions.committee()
    lead, dpo, officer = decisions.lead(), people.dpo(), decisions.officer()
    register_id = commons.register(RegisterKind.VOLUNTARY)

    made = post(browser(lead), "uses:draft", **asked(register_id))
    row = UseRequest.objects.get()
    assert made.url == reverse("uses:request", args=[row.pk])
    post(browser(lead), "uses:submit", row.pk)
    post(browser(dpo), "gate:advise", row.pk, verdict="FAVOURABLE", text="Oui, sans réserve.")
    post(browser(officer), "gate:decide", row.pk, verdict="ADMISSIBLE", reasons="")
    post(browser(officer), "gate:publish", row.pk, summary="En une page.")
    UseRequest.objects.update(published_at=commons.now() - 11 * DAYS)
    end = commons.now() + 5 * DAYS
    post(
        browser(officer),
        "gate:open_vote",
        row.pk,
        closes_on_day=end.day,
        closes_on_month=end.month,
        closes_on_year=end.year,
    )
    for kind in CollegeKind:
        for voter in body.voters[kind]:
            post(browser(voter), "college:cast", row.pk, choice="YES", opinion="")
    post(browser(officer), "gate:count", row.pk, conditions="", minutes="")

    row.refresh_from_db()
    assert (row.state, Decision.objects.count(), Ballot.objects.count()) == (
        UseState.ACCEPTED,
        1,
        9,
    )
    page = Client().get(reverse("uses:use", args=[row.pk]))
    assert page.status_code == 200
    assert "Appeler les personnes isolées" in page.content.decode()


def test_a_number_with_too_many_figures_is_said_beside_its_field():
    register_id = commons.register(RegisterKind.VOLUNTARY)
    client = browser(decisions.decider())

    for name in ("uses:draft", "decision:emergency_new"):
        answer = post(client, name, **asked(register_id, expected_people="9" * 10))
        assert list(answer.context["form"].errors["expected_people"]) != []

    answer = post(client, "decision:adopt", adopting_act="D-12", vote_days="9" * 12)
    assert list(answer.context["form"].errors["vote_days"]) != []


def test_a_use_or_an_emergency_that_is_over_already_is_not_asked_for():
    register_id, client = commons.register(RegisterKind.VOLUNTARY), browser(decisions.decider())
    over = {"ends_on_day": "1", "ends_on_month": "2", "ends_on_year": "2026"}

    for name in ("uses:draft", "decision:emergency_new", "decision:activate"):
        answer = post(client, name, **asked(register_id, **over))

        said = "Cette date est passée. Choisissez aujourd'hui ou plus tard."
        assert answer.context["form"].errors["ends_on"] == [said]


def test_many_requests_come_page_by_page_and_one_that_is_not_there_is_not_found():
    decisions.committee()
    lead, officer = decisions.lead(), browser(decisions.officer())
    post(browser(lead), "uses:draft", **asked(commons.register(RegisterKind.VOLUNTARY)))
    row = UseRequest.objects.get()
    row.state = UseState.SUBMITTED
    for number in range(30):
        row.pk, row.number = None, f"U-2026-{number + 50}"
        row.save()

    pages = [officer.get(reverse("gate:list"), {"page": number}) for number in (1, 2)]

    assert [len(page.context["lines"]) for page in pages] == [25, 5]
    assert pages[0].context["tabs"][0].count == 30
    for client, name in ((officer, "gate:request"), (browser(lead), "uses:request")):
        assert client.get(reverse(name, args=[row.pk])).status_code == 200
        assert client.get(reverse(name, args=[row.pk + 1])).status_code == 404


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (Role.CAMPAIGN_LEAD, ["uses:mine", "uses:draft", "decision:home", "decision:activate"]),
        (
            Role.LEGAL_OFFICER,
            ["gate:list", "college:seats", "college:add_seat", "decision:dry_run"],
        ),
        (Role.DPO, ["gate:list"]),
        (Role.MEMBER, ["college:list", "college:seats", "decision:dry_run"]),
        (Role.CLERK, ["college:ballots"]),
        (
            Role.DECIDER,
            ["decision:home", "decision:emergency_new", "decision:adopt", "decision:activate"],
        ),
    ],
)
def test_every_page_says_something_when_there_is_nothing(role, names):
    client = browser(accounts.actor(role, organization=people.body()))

    for name in names:
        assert client.get(reverse(name)).status_code == 200, name


def test_everybody_reads_the_register_and_the_charter_without_account():
    for name in ("uses:register", "uses:charter"):
        assert Client().get(reverse(name)).status_code == 200


def test_a_request_that_is_not_published_is_not_public():
    request_id = decisions.submitted()

    assert Client().get(reverse("uses:use", args=[request_id])).status_code == 404


def test_somebody_else_s_draft_is_not_found():
    request_id = decisions.submitted()

    answer = browser(decisions.lead()).get(reverse("uses:request", args=[request_id]))

    assert answer.status_code == 404


def test_an_incomplete_request_comes_back_with_what_was_typed():
    register_id = commons.register(RegisterKind.VOLUNTARY)

    answer = post(browser(decisions.lead()), "uses:draft", **asked(register_id, title=""))

    assert answer.status_code == 422
    assert "Rappeler une fois les personnes seules." in answer.content.decode()


@pytest.mark.parametrize(
    ("make_request", "role", "text"),
    [
        (decisions.submitted, Role.DPO, "avis"),
        (decisions.submitted, Role.LEGAL_OFFICER, "notice warn"),
        (decisions.advised, Role.LEGAL_OFFICER, "recevabilite"),
        (decisions.published, Role.LEGAL_OFFICER, "vote"),
    ],
)
def test_the_gate_shows_the_step_of_each_role(make_request, role, text):
    request_id = make_request()
    client = browser(accounts.actor(role, organization=people.body()))

    answer = client.get(reverse("gate:request", args=[request_id]))

    assert answer.status_code == 200
    assert text in answer.content.decode()


@pytest.fixture
def vote():
    """A vote that is open now."""
    body = decisions.committee()
    request_id = decisions.voting()
    UseRequest.objects.filter(pk=request_id).update(
        vote_opens_at=commons.now() - DAYS, vote_closes_at=commons.now() + DAYS
    )
    return body, request_id


def test_a_member_votes_once_and_sees_that_it_is_given(vote):
    body, request_id = vote
    client = browser(body.voters[CollegeKind.CONCERNED][0])
    before = client.get(reverse("college:vote", args=[request_id])).content.decode()
    post(client, "college:cast", request_id, choice="NO", opinion="Trop d'essais.")
    after = client.get(reverse("college:vote", args=[request_id])).content.decode()

    assert ('name="choice"' in before, 'name="choice"' in after) == (True, False)
    assert "Trop d'essais." not in after
    assert post(client, "college:cast", request_id, choice="YES").status_code == 409


def test_a_vote_without_choice_is_asked_again(vote):
    body, request_id = vote

    answer = post(browser(body.voters[CollegeKind.CONCERNED][0]), "college:cast", request_id)

    assert answer.status_code == 422


def test_a_paper_ballot_is_entered_and_read_again_by_another(vote):
    body, request_id = vote
    seat = body.seats[CollegeKind.CONCERNED][0]
    first, second = browser(people.clerk()), browser(people.clerk())
    assert first.get(reverse("college:enter", args=[request_id])).status_code == 200
    post(first, "college:enter", request_id, member=seat, channel="PAPER", choice="YES", opinion="")
    ballot = Ballot.objects.get()
    assert second.get(reverse("college:check", args=[ballot.pk])).status_code == 200

    post(second, "college:check", ballot.pk, choice="YES")

    ballot.refresh_from_db()
    assert (ballot.choice, ballot.checked_by_id is None) == (Choice.YES, False)


def test_a_seat_is_given_to_somebody_without_account():
    end = commons.now() + 300 * DAYS
    client = browser(decisions.officer())

    post(
        client,
        "college:add_seat",
        college="CONCERNED",
        account="",
        full_name="Ginette Aumont",
        is_drawn_by_lot="yes",
        ends_on_day=end.day,
        ends_on_month=end.month,
        ends_on_year=end.year,
    )

    shown = client.get(reverse("college:seats")).content.decode()
    assert "Ginette Aumont" in shown
    assert date_format(end, "l j F Y") in shown  # the last day typed, not the next one


def test_a_seat_does_not_end_in_the_past():
    yesterday = commons.now() - DAYS

    answer = post(
        browser(decisions.officer()),
        "college:add_seat",
        college="CONCERNED",
        full_name="Ginette Aumont",
        is_drawn_by_lot="yes",
        ends_on_day=yesterday.day,
        ends_on_month=yesterday.month,
        ends_on_year=yesterday.year,
    )

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["ends_on"])


def act(**given):
    today = commons.now()
    return {
        "act_reference": "Arrêté 2026-118",
        "act_on_day": today.day,
        "act_on_month": today.month,
        "act_on_year": today.year,
    } | given


def test_a_plan_is_activated_turned_red_and_lifted_in_the_browser():
    kits.kit_version()
    client, end = browser(decisions.lead()), commons.now() + 10 * DAYS
    made = post(
        client,
        "decision:activate",
        **act(
            plan="ALERT_PLAN",
            kit_code=kit_code(client),
            title="Canicule",
            ends_on_day=end.day,
            ends_on_month=end.month,
            ends_on_year=end.year,
        ),
    )
    row = Activation.objects.get()
    assert made.url == reverse("decision:plan", args=[row.pk])
    post(client, "decision:turn_red", row.pk, **act(act_reference="Ordre du 17"))
    post(client, "decision:lift", row.pk, **act(act_reference="Levée"))

    page = client.get(made.url).content.decode()
    row.refresh_from_db()
    assert (row.is_red, row.lifted_at is None) == (True, False)
    assert "Ordre du 17" in page


def kit_code(client):
    form = client.get(reverse("decision:activate")).context["form"]
    return form.fields["kit_code"].choices[0][0]


def test_two_deciders_open_seventy_two_hours_in_the_browser():
    register_id = commons.register(RegisterKind.VOLUNTARY)
    end = commons.now() + 10 * DAYS
    first, second = browser(decisions.decider(is_elected=True)), browser(decisions.decider())
    made = post(
        first,
        "decision:emergency_new",
        title="Foyer sans eau",
        purpose="ISOLATION_CALL",
        registers=[str(register_id)],
        groups=["name", "phone"],
        expected_people="34",
        facts="Canalisation rompue au foyer des Tanneurs.",
        reason="Trente-quatre résidents n'ont plus d'eau.",
        ends_on_day=end.day,
        ends_on_month=end.month,
        ends_on_year=end.year,
    )
    row = Decision.objects.get()
    assert made.url == reverse("decision:emergency", args=[row.pk])
    assert first.get(made.url).status_code == second.get(made.url).status_code == 200

    post(second, "decision:sign", row.pk)

    row.refresh_from_db()
    assert row.starts_at is not None
    assert second.get(made.url).status_code == 200
    assert "Foyer sans eau" in Client().get(reverse("uses:register")).content.decode()


def test_a_charter_is_adopted_and_read():
    client = browser(decisions.decider())
    form = client.get(reverse("decision:adopt")).context["form"]
    numbers = {name: field.initial for name, field in form.fields.items() if name != "adopting_act"}

    post(
        client,
        "decision:adopt",
        adopting_act="Délibération 2026-07",
        **(numbers | {"reveals_per_caller_hour": 20}),
    )

    assert Charter.objects.count() == 1
    assert "Délibération 2026-07" in Client().get(reverse("uses:charter")).content.decode()


def test_zero_calls_an_hour_is_no_rule_of_a_charter():
    client = browser(decisions.decider())

    answer = post(client, "decision:adopt", adopting_act="D-12", reveals_per_caller_hour=0)

    assert "reveals_per_caller_hour" in answer.context["form"].errors
    assert Charter.objects.count() == 0


def test_a_rule_is_tried_on_the_past():
    desk = people.desk()
    voted = commons.decision(purpose="ALERT_CALL")
    commons.grant(registers=[desk.register_id], user_id=desk.caller.user_id, decision=voted)
    client = browser(decisions.decider())

    answer = client.get(reverse("decision:dry_run"), {"purpose": "ALERT_CALL", "groups": ["name"]})

    assert answer.context["tried"].stopped == 1


def test_a_decision_is_ended_early_with_its_reason():
    made = commons.decision(registers=[commons.register(RegisterKind.VOLUNTARY)])
    client = browser(decisions.decider())
    assert client.get(reverse("decision:revoke", args=[made.pk])).status_code == 200

    post(client, "decision:revoke", made.pk, reason="Le besoin a cessé.")

    made.refresh_from_db()
    assert made.revoked_at is not None


def test_a_plan_in_force_stands_on_top_of_every_page_until_it_is_lifted():
    page = reverse("uses:register")
    quiet = Client().get(page).content.decode()
    made = commons.activation(title="Plan canicule", is_red=True)

    alarmed = Client().get(page).content.decode()

    made.lifted_at = made.activated_at
    made.save()
    assert 'class="band"' not in quiet
    assert 'class="band"' in alarmed and "Plan canicule" in alarmed and "Alerte rouge" in alarmed
    assert 'class="band"' not in Client().get(page).content.decode()


def test_a_vote_whose_time_is_over_is_not_offered_any_more(vote):
    body, request_id = vote
    UseRequest.objects.update(vote_closes_at=commons.now() - timedelta(minutes=1))
    member = browser(body.voters[CollegeKind.CONCERNED][0])

    listed = member.get(reverse("college:list")).content.decode()
    shown = member.get(reverse("college:vote", args=[request_id])).content.decode()
    clerk = browser(people.clerk()).get(reverse("college:ballots")).content.decode()

    assert "Vote terminé, à dépouiller" in listed
    assert ("à donner" in listed, 'name="choice"' in shown) == (False, False)
    assert reverse("college:enter", args=[request_id]) not in clerk
