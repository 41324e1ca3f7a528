"""Bundles are drawn, handed over, brought back or lost, typed by other hands, while screens, the desk and the person go on: no sheet is forgotten,
none overwrites a later call.

Longer: ENTREMISE_MACHINE_STEPS (steps of a run) and ENTREMISE_MACHINE_RUNS."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule
from tests.machines.acting import NEVER, Acting, run
from tests.make import accounts, commons, people
from tests.make import outreach as make
from tests.make.kits import day_and_night

from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.models import Assignment
from entremise.commons.vocabulary.law import RegisterKind
from entremise.engines.sheet_codes import code_of
from entremise.kernel.errors import Refused
from entremise.outreach.models import Attempt, Bundle, Call, Sheet
from entremise.outreach.operations.bundles import (
    close_incident,
    destroy_bundle,
    draw_bundle,
    find_sheet,
    hand_bundle_over,
    take_bundle_back,
)
from entremise.outreach.operations.calls import claim_next_call
from entremise.outreach.operations.campaigns import close_campaign
from entremise.outreach.operations.sheets import begin_typing, close_sheet, note_typed_once
from entremise.outreach.operations.stopping import stop_calls_of
from entremise.outreach.operations.visits import stop_visits_of
from entremise.outreach.queries.paper import lost_sheets, sheet_to_type
from entremise.outreach.vocabulary.calls import Closing, Outcome, StopReason
from entremise.outreach.vocabulary.paper import NewBundle, SheetState

PEOPLE = 14
WHO = st.integers(0, 2)
OPEN = (SheetState.OUT, SheetState.BACK, SheetState.ONCE)
WRITTEN = st.sampled_from(
    [None, Outcome.SPOKEN_WELL, Outcome.SPOKEN_WELL, Outcome.NO_ANSWER, Outcome.NOT_TODAY]
)


class Paper(Acting):
    lead: Actor
    callers: tuple[Actor, ...]
    never = NEVER | {
        "a caller has two bundles in her hands": (
            "select caller_id from outreach_bundle where returned_at is null group by 1 having count(*) > 1"
        ),
        "a person is on paper and on a screen under the same hold": (
            "select s.id from outreach_sheet s join outreach_call c on c.id = s.call_id"
            " join outreach_attempt a on a.id = s.attempt_id"
            " where s.state in ('OUT', 'BACK', 'ONCE') and c.token = a.token and c.held_by_id is not null"
        ),
        "a sheet is typed by the hand that called": (
            "select s.id from outreach_sheet s join outreach_bundle b on b.id = s.bundle_id"
            " where b.caller_id in (s.typed_by_id, s.first_typed_by_id)"
        ),
        "a sheet is typed twice by one hand while another could come": (
            "select id from outreach_sheet where typed_by_id = first_typed_by_id"
            " and typed_at < first_typed_at + interval '1 hour'"
        ),
        "a typed sheet says nothing": (
            "select s.id from outreach_sheet s join outreach_attempt a on a.id = s.attempt_id"
            " where s.state = 'TYPED' and a.outcome = '' and a.cause = ''"
        ),
        "a late sheet has overwritten a call": (
            "select s.id from outreach_sheet s join outreach_attempt a on a.id = s.attempt_id"
            " where s.state = 'LATE' and a.outcome <> ''"
        ),
        "an outcome on paper is not its caller's": (
            "select s.id from outreach_sheet s join outreach_attempt a on a.id = s.attempt_id"
            " join outreach_bundle b on b.id = s.bundle_id where a.user_id <> b.caller_id"
        ),
        "a sheet still to be typed is in the shredder": (
            "select s.id from outreach_sheet s join outreach_bundle b on b.id = s.bundle_id"
            " where b.destroyed_at is not null and s.state in ('OUT', 'BACK', 'ONCE')"
        ),
        "a sheet is said to be out after its bundle came back": (
            "select s.id from outreach_sheet s join outreach_bundle b on b.id = s.bundle_id"
            " where b.returned_at is not null and s.state = 'OUT'"
        ),
        "a card is open for a sheet that is typed": (
            "select a.id from commons_assignment a join outreach_sheet s on s.id = a.origin_id"
            " where a.origin_kind = 'SHEET' and a.released_at is null and a.until > %(at)s"
            " and s.state in ('TYPED', 'LATE')"
        ),
        "a campaign is closed with sheets still to be typed": (
            "select s.id from outreach_sheet s join outreach_bundle b on b.id = s.bundle_id"
            " join outreach_campaign c on c.id = b.campaign_id"
            " where c.state = 'CLOSED' and s.state in ('OUT', 'BACK', 'ONCE')"
        ),
    }

    @initialize()
    def begin(self):
        for number in range(PEOPLE):
            make.call(campaign=self.campaign, rank=number)

    @rule(minutes=st.sampled_from([1, 6, 25, 70, 130, 60 * 11, 60 * 30]))
    def time_passes(self, minutes):
        self.at += timedelta(minutes=minutes)

    @rule(who=WHO, is_afternoon=st.booleans(), size=st.sampled_from([1, 3, 5]))
    def draws(self, who, is_afternoon, size):
        caller_id = self.callers[who].user_id
        new = NewBundle(self.campaign.pk, caller_id, localdate(self.at), is_afternoon, size)
        self.does(draw_bundle, actor=self.lead, new=new)

    @rule(data=st.data())
    def hands_over(self, data):
        bundle_id = self.one(Bundle, data, claimed_at=None)
        if bundle_id:
            self.does(hand_bundle_over, actor=self.lead, bundle_id=bundle_id)

    @rule(data=st.data(), missing=st.sets(st.integers(1, PEOPLE), max_size=2))
    def comes_back(self, data, missing):
        bundle_id = self.one(Bundle, data, returned_at=None)
        if bundle_id:
            there = [number for number in range(1, PEOPLE + 1) if number not in missing]
            self.does(take_bundle_back, actor=self.lead, bundle_id=bundle_id, positions=there)

    @rule(data=st.data(), is_found=st.booleans())
    def is_looked_for(self, data, is_found):
        sheet_id = self.one(Sheet, data, state__in=[SheetState.MISSING, SheetState.OUT])
        if sheet_id and is_found:
            self.does(find_sheet, actor=self.lead, sheet_id=sheet_id)
        elif sheet_id:
            self.does(close_incident, actor=self.lead, sheet_id=sheet_id, note="cherchée partout")

    @rule(data=st.data())
    def goes_to_the_shredder(self, data):
        bundle_id = self.one(Bundle, data, destroyed_at=None)
        if bundle_id:
            self.does(destroy_bundle, actor=self.lead, bundle_id=bundle_id)

    @rule(data=st.data(), who=WHO, outcome=WRITTEN, is_grave=st.booleans())
    def is_typed(self, data, who, outcome, is_grave):
        sheet_id = self.one(Sheet, data)
        if sheet_id:
            self.type(self.callers[who], sheet_id, outcome, is_grave=is_grave)

    def type(self, typist, sheet_id, outcome, *, is_grave):
        row = Sheet.objects.select_related("bundle").get(pk=sheet_id)
        try:
            sheet = sheet_to_type(actor=typist, code=code_of(row.bundle.code, row.position))
            begin_typing(actor=typist, sheet=sheet, at=self.at)
        except Refused:
            return
        if is_grave and sheet.state is not SheetState.ONCE:
            self.does(note_typed_once, actor=typist, sheet_id=sheet_id)
            return
        self.does(
            close_sheet,
            actor=typist,
            sheet_id=sheet_id,
            closing=None if outcome is None else Closing(outcome),
            called_at=row.bundle.printed_at,
            has_notice=True,
        )

    @rule(who=WHO, outcome=st.sampled_from([Outcome.SPOKEN_WELL, Outcome.NO_ANSWER]))
    def calls_on_a_screen(self, who, outcome):
        given = {"campaign_id": self.campaign.pk}
        taken = self.does(claim_next_call, actor=self.callers[who], **given)
        if taken is not None:
            self.never_from_paper(taken)
            self.talk(self.callers[who], taken, Closing(outcome))

    def never_from_paper(self, taken):
        """Whom a sheet holds is given to nobody before the next morning."""
        held = Sheet.objects.filter(
            call_id=taken.call_id, state__in=OPEN, bundle__held_until__gt=self.at
        )
        tokens = held.values_list("attempt__token", flat=True)
        assert taken.token - 1 not in tokens

    @rule(data=st.data(), chance=st.integers(0, 5))
    def person_says_no(self, data, chance):
        call_id = self.one(Call, data)
        if chance == 0:
            person = Call.objects.values_list("person", flat=True).get(pk=call_id)
            stop_calls_of(person=person, reason=StopReason.OBJECTION, at=self.at)

    @rule(chance=st.integers(0, 5))
    def lead_would_close(self, chance):
        if chance == 0:
            self.closes()

    def closes(self):
        self.does(close_campaign, actor=self.lead, campaign_id=self.campaign.pk)
        self.campaign.refresh_from_db()

    @invariant()
    def a_lost_sheet_is_an_incident_until_somebody_closes_it(self):
        told = {one.sheet_id for one in lost_sheets(at=self.at)}
        missing = Sheet.objects.filter(state=SheetState.MISSING, closed_at=None)
        late = Sheet.objects.filter(
            state=SheetState.OUT,
            closed_at=None,
            bundle__held_until__lte=self.at,
            bundle__returned_at=None,
        )
        assert told == {one.pk for one in missing} | {one.pk for one in late}

    def at_the_end(self):
        """Everything comes back or is given up; then all is typed, everybody is called, the campaign can close."""
        for bundle in Bundle.objects.filter(returned_at=None):
            take_bundle_back(actor=self.lead, bundle_id=bundle.pk, positions=[1, 2], at=self.at)
        for row in Sheet.objects.filter(state=SheetState.MISSING, closed_at=None):
            close_incident(actor=self.lead, sheet_id=row.pk, note="perdue", at=self.at)
        for row in Sheet.objects.filter(state__in=OPEN).order_by("pk"):
            self.type(self.last, row.pk, Outcome.SPOKEN_WELL, is_grave=False)
        for bundle in Bundle.objects.filter(destroyed_at=None):
            destroy_bundle(actor=self.lead, bundle_id=bundle.pk, at=self.at)
        assert not Sheet.objects.filter(state__in=OPEN).exists()
        if self.campaign.state != "CLOSED":
            self.everybody_is_reached()
            for person in Call.objects.values_list("person", flat=True):
                stop_visits_of(person=person, at=self.at)
            self.closes()
        assert self.campaign.state == "CLOSED"
        open_tries = Attempt.objects.filter(ended_at=None, sheet=None)
        assert not open_tries.exists()
        assert not Assignment.objects.filter(released_at=None, until__gt=self.at).exists()


@pytest.mark.django_db
def test_no_sheet_is_forgotten_and_none_overwrites_a_later_call():
    campaign = make.campaign(
        kit_version_id=day_and_night(),
        is_sunday_ordered=True,
        organization=people.body(),
        sources=[commons.register()],
        register_id=commons.register(RegisterKind.CAMPAIGN),
    )
    commons.activation(
        activated_at=make.NOON - timedelta(days=1), expires_at=make.NOON + timedelta(days=300)
    )
    Paper.campaign = campaign
    Paper.lead = accounts.actor(Role.CAMPAIGN_LEAD, organization=campaign.organization)
    seat = make.shift(campaign, ends_at=make.NOON + timedelta(days=300))
    Paper.callers = tuple(make.caller(campaign, seat=seat) for _ in range(3))
    Paper.last = make.caller(campaign, seat=seat)

    run(Paper)
