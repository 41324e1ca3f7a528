"""The letter of mission and the letter of thanks, in words; on screen and on paper they are one sheet."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from entremise.accounts.queries import names_of
from entremise.outreach.queries.campaigns import campaign
from entremise.outreach.vocabulary.staffing import EngagementCard
from entremise.web.actions.words import in_hours
from entremise.web.shell.chrome import chrome_of
from entremise.web.templatetags.shell import on_paper, phone


@dataclass(frozen=True, slots=True)
class Letter:
    """A sheet: its title, who writes, paragraphs with a label or none, what is said of signatures."""

    title: str
    body: str
    address: str
    phone: str
    paragraphs: tuple[tuple[str, str], ...]
    signatures: tuple[str, ...]


def mission_letter(request: HttpRequest, one: EngagementCard) -> Letter:
    """Whom the body designates, for what, until when; the secret; signed on screen, with the day."""
    host = chrome_of(request).host
    names = names_of({one.user_id, one.decided_by, one.referent_id})
    values = {
        "body": host.name if host else "",
        "name": names[one.user_id],
        "signatory": names.get(one.decided_by, ""),
    }
    return Letter(
        title=_("Letter of mission"),
        body=host.name if host else "",
        address=host.address if host else "",
        phone=host.phone if host else "",
        paragraphs=(
            (
                "",
                _(
                    "%(body)s, represented by %(signatory)s, lead of the calls, designates %(name)s for the following mission:"
                )
                % values,
            ),
            (_("Mission"), mission_of(one)),
            (_("From and to"), from_and_to(one)),
            (_("Hours"), _("%(hours)d hours a week at most.") % {"hours": one.hours_per_week}),
            (_("Who accompanies you"), who_accompanies(request, names.get(one.referent_id, ""))),
            *mission_rules(),
        ),
        signatures=signatures(one, names),
    )


def mission_of(one: EngagementCard) -> str:
    asked = _("Take news of people by telephone.")
    return asked if one.campaign_id is None else f"{asked} {campaign(one.campaign_id).title}."


def from_and_to(one: EngagementCard) -> str:
    first = localdate(one.decided_at or one.asked_at)
    return _("From %(first)s to %(last)s.") % {
        "first": on_paper(first),
        "last": on_paper(one.ends_on),
    }


def who_accompanies(request: HttpRequest, referent: str) -> str:
    host = chrome_of(request).host
    number = phone(host.phone) if host else ""
    return ", ".join(filter(None, (referent or _("the referent of each shift"), number)))


def mission_rules() -> tuple[tuple[str, str], ...]:
    return (
        (
            _("You may"),
            _("Call one person at a time and follow the script. Fill in the form. Ask for help."),
        ),
        (
            _("Never"),
            _(
                "Copy a name or a number, keep a sheet, call for yourself. Never money. Never medical advice. Never a visit without a written order."
            ),
        ),
        (
            _("The secret"),
            _(
                "What you learn stays secret, during the mission and after it. To reveal it is punished by one year of prison and a fine of 15,000 euros (code pénal, article 226-13). Before a danger, you alert your referent and the emergency services at once."
            ),
        ),
        (_("Insurance"), _("The body covers you during the mission.")),
        (
            _("Stopping"),
            _("You may stop whenever you want. So may the body, saying why."),
        ),
    )


def signatures(one: EngagementCard, names: dict[int | None, str]) -> tuple[str, ...]:
    designated = names[one.user_id]
    signed = (
        _("%(name)s, signed on screen on %(on)s")
        % {"name": designated, "on": on_paper(localdate(one.signed_at))}
        if one.signed_at
        else _("%(name)s, signature:") % {"name": designated}
    )
    for_body = _("For the body: %(name)s, on %(on)s") % {
        "name": names.get(one.decided_by, ""),
        "on": on_paper(localdate(one.decided_at or one.asked_at)),
    }
    return (signed, for_body)


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody gave, and what came of it for the whole team."""

    minutes: int
    reached: int
    first_on: date
    last_on: date


def thanks_letter(request: HttpRequest, one: EngagementCard, given: Given) -> Letter:
    host = chrome_of(request).host
    names = names_of({one.user_id, one.referent_id})
    return Letter(
        title=_("Thank you"),
        body=host.name if host else "",
        address=host.address if host else "",
        phone=host.phone if host else "",
        paragraphs=(
            ("", _("Hello %(name)s,") % {"name": names[one.user_id]}),
            ("", what_was_given(given)),
            (
                "",
                _("Thanks to you and to the others, %(count)d people had a call from us.")
                % {"count": given.reached},
            ),
            (
                _("Does a call still weigh on you?"),
                _("We listen to you: %(who)s.")
                % {"who": who_accompanies(request, names.get(one.referent_id, ""))},
            ),
            (_("The secret"), _("What you learnt stays secret, after the mission too.")),
            ("", _("Tell us what must change. Thank you.")),
        ),
        signatures=(host.name if host else "",),
    )


def what_was_given(given: Given) -> str:
    """Hours with their dates; who never came to call had offered it all the same."""
    if not given.minutes:
        return _("You offered to take news of people by telephone.")
    words = _("From %(first)s to %(last)s, you gave %(hours)s to take news of people by telephone.")
    return words % {
        "first": on_paper(given.first_on),
        "last": on_paper(given.last_on),
        "hours": in_hours(given.minutes),
    }
