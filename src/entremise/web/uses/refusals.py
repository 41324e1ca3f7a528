"""How uses, votes, acts and charters say no."""

from django.utils.translation import gettext_lazy as _

from entremise.commons.vocabulary.decisions import Refusal
from entremise.web.shell.refusals import Words

WORDS = (
    Words(
        Refusal.NOT_YOUR_TURN,
        409,
        _("This step is not yours, or not now"),
        _("Look at the steps of the request: each has its moment and its role."),
    ),
    Words(
        Refusal.SELF_APPROVAL,
        403,
        _("Nobody approves what is her own"),
        _("Another person takes this step, also when you have two accounts."),
    ),
    Words(
        Refusal.OPINION_MISSING,
        409,
        _("The data protection officer has not spoken yet"),
        _("Ask for the written opinion first."),
    ),
    Words(
        Refusal.REASONS_MISSING,
        409,
        _("Reasons are missing"),
        _("Write in a few sentences why. They will be read in public."),
    ),
    Words(
        Refusal.IMPACT_ASSESSMENT_MISSING,
        409,
        _("The impact assessment is missing"),
        _("Return the request: it must cite its impact assessment."),
    ),
    Words(
        Refusal.LEGAL_OPINION_MISSING,
        409,
        _("This register needs a written legal opinion"),
        _("Ask for the opinion, have it noted in the register, then decide."),
    ),
    Words(
        Refusal.EVALUATION_MISSING,
        409,
        _("What came of the former use is missing"),
        _("A renewal says first what the former use gave. Write it in the request."),
    ),
    Words(
        Refusal.NO_LEGAL_GROUND,
        409,
        _("The law does not allow this purpose on this register"),
        _("No vote can change it. Choose another register or another purpose."),
    ),
    Words(
        Refusal.NO_VOTE_NEEDED,
        409,
        _("The law orders this use: there is nothing to vote"),
        _("It is armed by an act, counted and shown in public. Take this register out."),
    ),
    Words(
        Refusal.FIELDS_TOO_WIDE,
        409,
        _("More fields than this purpose may read"),
        _("Take out the fields that the purpose does not need."),
    ),
    Words(
        Refusal.DATES_TOO_LONG,
        409,
        _("The dates are too far apart"),
        _("A decision lasts twelve months at most, a plan sixty days."),
    ),
    Words(
        Refusal.PUBLISHED_TOO_LATE,
        409,
        _("The summary has not been public long enough"),
        _("The charter says how many days a summary is public before a vote."),
    ),
    Words(
        Refusal.VOTE_TOO_SHORT,
        409,
        _("The vote would be too short"),
        _("Leave at least the days of the charter: who votes on paper or by phone needs them."),
    ),
    Words(
        Refusal.COLLEGES_MISSING,
        409,
        _("A college has nobody who may vote"),
        _(
            "Give seats to the authority and to the people concerned before a vote. Whoever asks for the use does not vote on it."
        ),
    ),
    Words(
        Refusal.VOTE_CLOSED,
        409,
        _("The vote is closed"),
        _("A ballot that comes later does not count, on any channel."),
    ),
    Words(
        Refusal.VOTE_STILL_OPEN,
        409,
        _("The vote is still open"),
        _("Count when it is over, or when everybody has voted."),
    ),
    Words(
        Refusal.NOT_A_MEMBER,
        403,
        _("No seat in a college"),
        _(
            "Who sits when the vote opens votes, while the seat lasts. A member gives her proxy inside her own college."
        ),
    ),
    Words(
        Refusal.ALREADY_VOTED,
        409,
        _("A vote was given already"),
        _("One person, one vote: a ballot is not changed."),
    ),
    Words(
        Refusal.IN_TWO_COLLEGES,
        409,
        _("This person sits in a college already"),
        _("One person sits in one college. End the other seat first."),
    ),
    Words(
        Refusal.BALLOT_DIFFERS,
        409,
        _("The two readings differ"),
        _("Take the ballot back, and enter it anew with the paper in hand."),
    ),
    Words(
        Refusal.PROXY_TWICE,
        409,
        _("This proxy cannot be given"),
        _(
            "Each member gives one proxy at most, and votes for one other member at most. A proxy is not passed on."
        ),
    ),
    Words(
        Refusal.NO_PROXY,
        403,
        _("You hold no proxy of this member"),
        _("Ask her to give it to you, on her page or through the desk."),
    ),
    Words(
        Refusal.NEEDS_AN_ELECTED_SIGNATORY,
        409,
        _("One of the two signatures must be an elected member's"),
        _("Ask an elected member to sign."),
    ),
    Words(
        Refusal.SAME_SIGNATORY,
        409,
        _("You have signed already"),
        _("A second person signs, also when you have two accounts."),
    ),
    Words(
        Refusal.SAME_FACTS_AGAIN,
        409,
        _("These facts have opened the emergency lane already"),
        _("Ask for a vote: the lane is not opened twice for the same facts."),
    ),
    Words(
        Refusal.EMERGENCY_OVER,
        409,
        _("The 72 hours are over"),
        _("Nothing is read any more. A vote can open the use again."),
    ),
    Words(
        Refusal.ACT_MISSING,
        409,
        _("The act is missing"),
        _("Write its reference and its date: without act, nothing is armed."),
    ),
    Words(
        Refusal.ACT_OF_TOMORROW,
        409,
        _("This act is not in force yet"),
        _("Its date is in the future. Record it on that day."),
    ),
    Words(
        Refusal.ALREADY_ACTIVE,
        409,
        _("This plan is in force already"),
        _("Look at the plans in force."),
    ),
    Words(
        Refusal.NOT_ACTIVE,
        409,
        _("This plan is not in force"),
        _("It was lifted, or its date has come."),
    ),
    Words(
        Refusal.RULE_TOO_LOOSE,
        409,
        _("A rule is looser than the starter charter"),
        _("A community may be stricter, never looser."),
    ),
    Words(
        Refusal.TERM_TOO_LONG,
        409,
        _("The term is too long"),
        _("A seat lasts two years at most."),
    ),
)
