"""Orienteurs, callers, services, reviewers and the person act at random on a moving clock: nothing open is ever without date or owner.

Longer: ENTREMISE_MACHINE_STEPS (steps of a run) and ENTREMISE_MACHINE_RUNS."""

import os
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests import make
from tests.machines.stepping import Stepping

from entremise.accounts.vocabulary import SYSTEM, Actor, Role
from entremise.referral.models import HelpCheck, Item, Referral, Report, Step, VitalReview
from entremise.referral.operations.asking import answer_as_caller, ask_caller
from entremise.referral.operations.checks import answer_check, take_check
from entremise.referral.operations.endings import (
    close_item,
    note_forgotten,
    withdraw_item,
    withdraw_report,
)
from entremise.referral.operations.links import renew_link, watch_links
from entremise.referral.operations.referrals import (
    accept_referral,
    answer_referral,
    question_referral,
    receive_referral,
    refuse_referral,
    reply_to_service,
    send_referral,
    take_back_referral,
)
from entremise.referral.operations.reports import (
    change_severity,
    give_back_report,
    hand_over_report,
    take_most_urgent,
    take_report,
)
from entremise.referral.operations.returns import (
    bring_back_forgotten,
    bring_back_silent,
    bring_back_unanswered,
    restart_clocks,
)
from entremise.referral.operations.review import (
    pass_review,
    pass_unreviewed,
    review_vital_item,
    send_back_from_review,
)
from entremise.referral.queries.forgotten import forgotten
from entremise.referral.vocabulary.checks import CheckAnswer, Verdict
from entremise.referral.vocabulary.referrals import (
    LIVE,
    Answer,
    AnswerKind,
    ReferralState,
    RefusalReason,
    SentBy,
)
from entremise.referral.vocabulary.reports import (
    Consent,
    Ending,
    NewItem,
    SeverityReason,
    UnmetReason,
)

MONDAY = datetime(2026, 7, 6, 9, 30, tzinfo=UTC)
STEPS = int(os.environ.get("ENTREMISE_MACHINE_STEPS", "40"))
RUNS = int(os.environ.get("ENTREMISE_MACHINE_RUNS", "8"))
ITEMS = st.lists(
    st.builds(
        NewItem,
        st.sampled_from(["courses_repas", "soins", "solitude"]),
        st.integers(1, 4),
        st.sampled_from(list(Consent)),
    ),
    min_size=1,
    max_size=3,
)


class Loop(Stepping):
    begins_at = MONDAY
    orienteurs: tuple[Actor, ...]
    caller: Actor
    services: tuple
    kit: int

    def __init__(self):
        super().__init__()
        self.steps = 0

    @initialize(items=ITEMS)
    def begin(self, items):
        self.opens(items, needs_review=False)

    @rule(items=ITEMS, needs_review=st.booleans())
    def opens(self, items, needs_review):
        make.report(
            at=self.at,
            author=self.caller,
            items=tuple(items),
            kit_version_id=self.kit,
            person=uuid.uuid4(),
            needs_review=needs_review,
        )

    @rule(hours=st.sampled_from([1, 3, 13, 25, 80]))
    def time_passes(self, hours):
        self.at += timedelta(hours=hours)
        self.works()

    @rule(days=st.sampled_from([21, 44]))
    def weeks_pass(self, days):
        self.at += timedelta(days=days)
        self.works()

    def works(self):
        for act in (
            bring_back_forgotten,
            bring_back_unanswered,
            pass_unreviewed,
            restart_clocks,
            watch_links,
            bring_back_silent,
        ):
            act(actor=SYSTEM, at=self.at)

    @rule(who=st.integers(0, 1))
    def takes_urgent(self, who):
        self.does(take_most_urgent, actor=self.orienteurs[who], organization_id=None)

    @rule(who=st.integers(0, 1), data=st.data())
    def takes(self, who, data):
        self.does(take_report, actor=self.orienteurs[who], report_id=self.one(Report, data))

    def holder(self, report_id):
        held = Report.objects.filter(pk=report_id).values_list("held_by", flat=True).first()
        return next((one for one in self.orienteurs if one.user_id == held), self.orienteurs[0])

    @rule(act=st.sampled_from(["back", "over", "ask"]), data=st.data())
    def lets_go(self, act, data):
        report_id = self.one(Report, data, state="HELD")
        actor = self.holder(report_id)
        other = next(one for one in self.orienteurs if one != actor)
        if act == "back":
            self.does(give_back_report, actor=actor, report_id=report_id)
        elif act == "over":
            self.does(
                hand_over_report, actor=actor, report_id=report_id, user_id=other.user_id or 0
            )
        else:
            self.does(ask_caller, actor=actor, report_id=report_id, question="Depuis quand ?")

    @rule(data=st.data(), service=st.integers(0, 2), sent_by=st.sampled_from(list(SentBy)))
    def sends(self, data, service, sent_by):
        item_id = self.one(Item, data, report__state="HELD", state="OPEN")
        report_id = Item.objects.filter(pk=item_id).values_list("report_id", flat=True).first()
        self.does(
            send_referral,
            actor=self.holder(report_id),
            item_id=item_id,
            service_id=self.services[service].service_id,
            sent_by=sent_by,
        )

    @rule(
        data=st.data(),
        ending=st.sampled_from(list(Ending)),
        reason=st.sampled_from([None, *UnmetReason]),
    )
    def ends(self, data, ending, reason):
        item_id = self.one(Item, data, report__state="HELD")
        report_id = Item.objects.filter(pk=item_id).values_list("report_id", flat=True).first()
        self.does(
            close_item,
            actor=self.holder(report_id),
            item_id=item_id,
            ending=ending,
            unmet_reason=reason,
        )

    @rule(data=st.data(), severity=st.integers(1, 4))
    def regrades(self, data, severity):
        item_id = self.one(Item, data, report__state="HELD")
        report_id = Item.objects.filter(pk=item_id).values_list("report_id", flat=True).first()
        self.does(
            change_severity,
            actor=self.holder(report_id),
            item_id=item_id,
            severity=severity,
            reason=SeverityReason.NEW_FACT,
        )

    @rule(
        data=st.data(),
        act=st.sampled_from(
            ["receive", "receive", "accept", "accept", "refuse", "question", "answer"]
        ),
    )
    def service_says(self, data, act):
        referral_id = self.one(Referral, data, state__in=sorted(LIVE))
        row = Referral.objects.filter(pk=referral_id).select_related("service").first()
        if row is None:
            return
        given = {
            "actor": Actor(
                user_id=row.service.door_id,
                organization_id=row.service.organization_id,
                roles=frozenset({Role.SERVICE}),
            ),
            "referral_id": referral_id,
        }
        if act == "receive":
            self.does(receive_referral, **given)
        elif act == "accept":
            self.does(accept_referral, first_contact_on=date(2026, 9, 1), **given)
        elif act == "refuse":
            self.does(refuse_referral, reason=RefusalReason.NO_CAPACITY, **given)
        elif act == "question":
            self.does(question_referral, **given)
        else:
            self.does(answer_referral, answer=Answer(AnswerKind.HELPED), **given)

    @rule(data=st.data(), act=st.sampled_from(["reply", "renew", "back"]))
    def orienteur_says(self, data, act):
        referral_id = self.one(Referral, data, state__in=sorted(LIVE), item__report__state="HELD")
        report_id = (
            Referral.objects.filter(pk=referral_id)
            .values_list("item__report_id", flat=True)
            .first()
        )
        acts = {"reply": reply_to_service, "renew": renew_link, "back": take_back_referral}
        self.does(acts[act], actor=self.holder(report_id), referral_id=referral_id)

    @rule(data=st.data())
    def caller_answers(self, data):
        report_id = self.one(Report, data, state="BACK_TO_CALLER")
        self.does(answer_as_caller, actor=self.caller, report_id=report_id, reply="Dimanche")

    @rule(data=st.data(), passes=st.booleans(), verdict=st.sampled_from(list(Verdict)))
    def reviewers_read(self, data, passes, verdict):
        report_id = self.one(Report, data, state="TO_REVIEW")
        actor = self.orienteurs[1]
        if passes:
            self.does(pass_review, actor=actor, report_id=report_id)
        else:
            self.does(
                send_back_from_review, actor=actor, report_id=report_id, question="Quel étage ?"
            )
        vital = self.one(Item, data, consent="VITAL")
        self.does(review_vital_item, actor=actor, item_id=vital, verdict=verdict)

    @rule(data=st.data(), whole=st.booleans())
    def person_takes_back(self, data, whole):
        item_id = self.one(Item, data)
        item = Item.objects.filter(pk=item_id).select_related("report").first()
        if item is None:
            return
        if whole:
            self.does(withdraw_report, actor=SYSTEM, report_id=item.report_id)
        else:
            self.does(withdraw_item, actor=SYSTEM, person=item.report.person, item_id=item_id)

    @precondition(lambda self: HelpCheck.objects.filter(state="DUE").exists())
    @rule(data=st.data(), answer=st.sampled_from(list(CheckAnswer)), who=st.integers(0, 1))
    def person_is_asked(self, data, answer, who):
        check_id = self.one(HelpCheck, data, state="DUE")
        actor = self.orienteurs[who]
        self.does(take_check, actor=actor, check_id=check_id)
        self.does(answer_check, actor=actor, check_id=check_id, answer=answer)

    @rule(data=st.data())
    def service_is_told(self, data):
        referral_id = self.one(Referral, data, is_to_forget=True)
        self.does(note_forgotten, actor=self.orienteurs[0], referral_id=referral_id)

    @invariant()
    def nothing_open_is_without_date_or_owner(self):
        assert forgotten(at=self.at) == ()

    @invariant()
    def nothing_refused_was_sent_and_the_trace_only_grows(self):
        assert not Referral.objects.filter(item__consent=Consent.NO).exists()
        assert not Referral.objects.filter(state=ReferralState.REFUSED, refusal_reason="").exists()
        count = Step.objects.count()
        assert count >= self.steps
        self.steps = count
        assert not VitalReview.objects.filter(author_id=self.orienteurs[1].user_id).exists()


@pytest.mark.django_db
def test_nothing_open_is_ever_without_date_or_owner():
    Loop.orienteurs = (make.orienteur(), make.orienteur())
    Loop.caller = make.actor(Role.CALLER)
    Loop.services = (make.service(), make.service(), make.service(has_account=True))
    Loop.kit = make.kit_version()

    run_state_machine_as_test(
        Loop,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
