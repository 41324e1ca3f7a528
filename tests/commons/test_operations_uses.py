"""A request: drafted, judged against the law, advised, admitted, published; each step dated and in its turn."""

from datetime import timedelta

import pytest
from tests.make import accounts, commons, decisions, people

from entremise.accounts.vocabulary import Role
from entremise.commons.models import UseRequest
from entremise.commons.operations.uses import (
    change_use,
    decide_admissibility,
    draft_use,
    give_opinion,
    publish_summary,
    submit_use,
)
from entremise.commons.queries.uses import use, uses_in, uses_published
from entremise.commons.vocabulary.decisions import Refusal
from entremise.commons.vocabulary.law import FieldGroup, Purpose, RegisterKind
from entremise.commons.vocabulary.uses import (
    GateVerdict,
    NewOpinion,
    OpinionVerdict,
    UseState,
    UseStatus,
    Verdict,
)
from entremise.kernel.errors import Refused

pytestmark = pytest.mark.django_db
START, DAYS = decisions.START, decisions.DAYS
YES = Verdict(GateVerdict.ADMISSIBLE)


def test_a_request_goes_its_way_and_each_step_is_dated():
    request_id = decisions.published()

    card = use(request_id)

    assert (card.number, card.state) == ("U-2026-01", UseState.DELIBERATING)
    assert [step.after for step in card.steps] == [
        UseState.DRAFT,
        UseState.SUBMITTED,
        UseState.ADMISSIBLE,
        UseState.DELIBERATING,
    ]
    assert card.opinion.verdict is OpinionVerdict.FAVOURABLE
    (line,) = uses_published(at=START + 4 * DAYS)
    assert (line.number, line.status, line.tallies) == ("U-2026-01", UseStatus.DEBATED, ())


def test_a_draft_is_changed_by_its_requester_alone():
    asker = decisions.lead()
    request_id = draft_use(actor=asker, new=decisions.new_use(), at=START)
    change_use(
        actor=asker,
        request_id=request_id,
        new=decisions.new_use(title="Un autre titre"),
        at=START,
    )

    with pytest.raises(Refused, match=Refusal.NOT_YOUR_TURN):
        change_use(actor=decisions.lead(), request_id=request_id, new=decisions.new_use(), at=START)
    assert [row.title for row in uses_in([UseState.DRAFT])] == ["Un autre titre"]


@pytest.mark.parametrize("role", [Role.CALLER, Role.DPO, Role.LEGAL_OFFICER, Role.MEMBER])
def test_who_judges_or_reads_does_not_ask(role):
    with pytest.raises(Refused, match=Refusal.NOT_YOUR_TURN):
        draft_use(actor=accounts.actor(role), new=decisions.new_use(), at=START)


@pytest.mark.parametrize(
    ("kind", "given", "reason"),
    [
        (RegisterKind.TRANSPORT, {}, Refusal.NO_LEGAL_GROUND),
        (RegisterKind.CASF_ALERT, {"purpose": Purpose.ALERT_CALL}, Refusal.NO_VOTE_NEEDED),
        (RegisterKind.VOLUNTARY, {"purpose": Purpose.RIGHTS_INFO}, Refusal.NO_LEGAL_GROUND),
        (
            RegisterKind.VOLUNTARY,
            {"groups": frozenset({FieldGroup.QUALITY})},
            Refusal.FIELDS_TOO_WIDE,
        ),
        (RegisterKind.VOLUNTARY, {"groups": frozenset()}, Refusal.FIELDS_TOO_WIDE),
        (
            RegisterKind.VOLUNTARY,
            {"ends_at": START + 400 * DAYS},
            Refusal.DATES_TOO_LONG,
        ),
        (
            RegisterKind.VOLUNTARY,
            {"starts_at": START + 400 * DAYS, "ends_at": START + 410 * DAYS},
            Refusal.DATES_TOO_LONG,
        ),
    ],
)
def test_what_the_law_forbids_is_not_submitted(kind, given, reason):
    asker = decisions.lead()
    new = decisions.new_use(registers=(commons.register(kind),), **given)
    request_id = draft_use(actor=asker, new=new, at=START)

    with pytest.raises(Refused, match=reason):
        submit_use(actor=asker, request_id=request_id, at=START)


def test_a_request_names_registers_that_exist():
    asker = decisions.lead()
    for registers in ((), (999_999,)):
        request_id = draft_use(actor=asker, new=decisions.new_use(registers=registers), at=START)
        with pytest.raises(Refused, match=Refusal.NO_LEGAL_GROUND):
            submit_use(actor=asker, request_id=request_id, at=START)


def test_the_officer_decides_only_on_an_opinion():
    request_id = decisions.submitted()

    with pytest.raises(Refused, match=Refusal.OPINION_MISSING):
        decide_admissibility(
            actor=decisions.officer(), request_id=request_id, verdict=YES, at=START
        )


def test_an_opinion_is_the_dpo_s_and_says_something():
    request_id = decisions.submitted()
    empty = NewOpinion(OpinionVerdict.FAVOURABLE, " ")

    with pytest.raises(Refused, match=Refusal.NOT_YOUR_TURN):
        give_opinion(
            actor=decisions.officer(),
            request_id=request_id,
            new=NewOpinion(OpinionVerdict.FAVOURABLE, "Oui."),
            at=START,
        )
    with pytest.raises(Refused, match=Refusal.REASONS_MISSING):
        give_opinion(actor=people.dpo(), request_id=request_id, new=empty, at=START)


@pytest.mark.parametrize("reasons", ["", "Contre l'avis : la liste est plus petite."])
def test_against_the_opinion_the_officer_gives_reasons(reasons):
    request_id = decisions.advised(OpinionVerdict.UNFAVOURABLE)
    given = {
        "actor": decisions.officer(),
        "request_id": request_id,
        "verdict": Verdict(GateVerdict.ADMISSIBLE, reasons),
        "at": START + 2 * DAYS,
    }
    if reasons:
        decide_admissibility(**given)
        assert use(request_id).state is UseState.ADMISSIBLE
    else:
        with pytest.raises(Refused, match=Refusal.REASONS_MISSING):
            decide_admissibility(**given)


def test_sensitive_fields_need_an_impact_assessment():
    groups = frozenset({FieldGroup.NAME, FieldGroup.SITUATION})
    request_id = decisions.advised(groups=groups, impact_assessment="")

    with pytest.raises(Refused, match=Refusal.IMPACT_ASSESSMENT_MISSING):
        decide_admissibility(
            actor=decisions.officer(), request_id=request_id, verdict=YES, at=START
        )


def test_the_alert_register_needs_a_written_legal_opinion():
    request_id = decisions.advised(registers=(commons.register(),))

    with pytest.raises(Refused, match=Refusal.LEGAL_OPINION_MISSING):
        decide_admissibility(
            actor=decisions.officer(), request_id=request_id, verdict=YES, at=START
        )


def test_a_returned_request_is_corrected_and_judged_anew():
    request_id = decisions.advised()
    decide_admissibility(
        actor=decisions.officer(),
        request_id=request_id,
        verdict=Verdict(GateVerdict.RETURNED, "Le nombre attendu manque de source."),
        at=START + 2 * DAYS,
    )
    row = UseRequest.objects.get(pk=request_id)
    asker = accounts.Actor(user_id=row.requester_id, roles=frozenset({Role.CAMPAIGN_LEAD}))

    submit_use(actor=asker, request_id=request_id, at=START + 3 * DAYS)

    card = use(request_id)
    assert (card.state, card.opinion, card.gate) == (UseState.SUBMITTED, None, None)


def test_a_summary_is_published_once_admissible_and_not_empty():
    request_id = decisions.advised()
    given = {"actor": decisions.officer(), "request_id": request_id, "at": START + 3 * DAYS}
    with pytest.raises(Refused, match=Refusal.NOT_YOUR_TURN):
        publish_summary(summary="Résumé", **given)
    decide_admissibility(verdict=YES, **given)

    with pytest.raises(Refused, match=Refusal.REASONS_MISSING):
        publish_summary(summary="  ", **given)


def test_the_number_of_statements_of_the_register_of_uses_is_bounded(django_assert_max_num_queries):
    for _ in range(2):
        decisions.published()

    with django_assert_max_num_queries(3):
        lines = uses_published(at=START + 4 * DAYS + timedelta(hours=1))
    assert len(lines) == 2
