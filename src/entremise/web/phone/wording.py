"""Turning facts into the words of the call pages: sentences to say, reasons, past calls."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entremise.commons.queries.registers import kinds_holding
from entremise.journeys.word_of_the_day import word_of_the_day
from entremise.kits.vocabulary import KitContent
from entremise.outreach.vocabulary.calls import SPOKEN, HeldCall, Outcome, PastAttempt
from entremise.outreach.vocabulary.priority import SOON
from entremise.people.vocabulary import Card, PreferredChannel, Title
from entremise.territory.queries import districts
from entremise.web.phone.languages import language_name
from entremise.web.templatetags.shell import day, phone

OUTCOMES: Final = {
    Outcome.SPOKEN_WELL: gettext_lazy("spoken, all is well"),
    Outcome.SPOKEN_DIFFICULTY: gettext_lazy("spoken, a difficulty"),
    Outcome.NO_ANSWER: gettext_lazy("no answer"),
    Outcome.BUSY: gettext_lazy("busy"),
    Outcome.VOICEMAIL: gettext_lazy("voicemail"),
    Outcome.CUT_OFF: gettext_lazy("line cut"),
    Outcome.CALL_BACK: gettext_lazy("to call back"),
    Outcome.NOT_TODAY: gettext_lazy("not today"),
    Outcome.OBJECTION: gettext_lazy("refusal"),
    Outcome.WRONG_NUMBER: gettext_lazy("wrong number"),
    Outcome.OUT_OF_SERVICE: gettext_lazy("out of service"),
    Outcome.RELATIVE_ANSWERED: gettext_lazy("a relative answered"),
    Outcome.LANGUAGE: gettext_lazy("another language"),
    Outcome.AWAY: gettext_lazy("away"),
    Outcome.MINOR_ALONE: gettext_lazy("a child answered"),
    Outcome.DECEASED: gettext_lazy("death told"),
    Outcome.EMERGENCY: gettext_lazy("emergency"),
}
CHANNELS: Final = {
    PreferredChannel.VOICE: gettext_lazy("Telephone, voice"),
    PreferredChannel.SMS: gettext_lazy("Text message"),
    PreferredChannel.RELAY: gettext_lazy("Relay service for deaf people"),
    PreferredChannel.VISIT: gettext_lazy("Visit"),
    PreferredChannel.LETTER: gettext_lazy("Letter"),
}


class Known(dict[str, str]):
    """Values of the placeholders; an unknown one stays visible as a gap to fill aloud."""

    def __missing__(self, key: str) -> str:
        return "…"


def filled(sentences: Iterable[str], values: Mapping[str, str]) -> str:
    """Sentences to say, with their values, the first letter of each in capitals."""
    known = Known(values)
    said = (sentence.format_map(known) for sentence in sentences)
    return " ".join(one[:1].upper() + one[1:] for one in said)


def civility(card: Card) -> str:
    """« Mme », « M. », or nothing."""
    title = card.name.title if card.name else Title.NONE
    return {Title.MADAME: _("Mrs"), Title.MONSIEUR: _("Mr")}.get(title, "")


def addressed(card: Card) -> str:
    """What is said before the name: « Mme », « M. », or the first name where the sheet does not say which."""
    return civility(card) or (card.name.first if card.name else "")


def full_name(card: Card) -> str:
    """« Mme Jeanne Marchand »."""
    if card.name is None:
        return _("Person without a name on the sheet")
    return " ".join(filter(None, (civility(card), card.name.first, card.name.shown)))


def short_name(card: Card) -> str:
    """« Mme Marchand », « Jeanne Marchand » where the sheet does not say which."""
    if card.name is None:
        return _("Person without a name on the sheet")
    return " ".join(filter(None, (addressed(card), card.name.shown)))


def values_for(
    *, call: HeldCall, card: Card, kit: KitContent, first_name: str, host: Mapping[str, str]
) -> dict[str, str]:
    """What the placeholders of the script say in this call; the register only as the kit words it."""
    kinds = kinds_holding(call.person, but=call.register_id)
    source = next((one for one in kit.notice.sources if one.register in kinds), None)
    return {
        "prenom_appelant": first_name,
        "civilite": addressed(card),
        "nom": card.name.shown if card.name else "",
        "standard": phone(call.switchboard),
        "registre": source.registre if source else _("one of our lists"),
        "decision": source.decision if source else _("A decision in force"),
        "mot": str(word_of_the_day(localtime(call.held_at).date())),
        **host,
    }


def why(call: HeldCall, kit: KitContent) -> str:
    """« Why this person, why now »: one sentence, from facts."""
    labels = {one.code: one.label for one in kit.priority.criteria}
    reasons = [labels[code] for code in call.reasons if code in labels]
    labelled = (one[:1].lower() + one[1:] for one in reasons)
    parts = [call.campaign_title, deadline(call), *labelled, last_call(call)]
    return ", ".join(filter(None, parts)) + "."


def deadline(call: HeldCall) -> str:
    """What puts her before the others of the stock: her wave is over, or ends within a day."""
    if call.promised_at is not None or call.reach_by is None:
        return ""
    if call.reach_by <= call.held_at:
        return _("not reached in the wave that ended on %(day)s") % {"day": day(call.reach_by)}
    if call.reach_by <= call.held_at + SOON:
        return _("to be reached before %(moment)s") % {"moment": short(call.reach_by)}
    return ""


def last_call(call: HeldCall) -> str:
    if call.promised_at is not None:
        return _("a call was promised for %(moment)s") % {"moment": short(call.promised_at)}
    if call.is_maybe_called:
        return _("perhaps called already, nobody noted what came of it")
    if not call.attempts:
        return _("never called yet")
    last = call.attempts[0]
    words = (
        _("last talk on %(moment)s") if last.outcome in SPOKEN else _("last tried on %(moment)s")
    )
    return words % {"moment": short(last.at)}


def short(moment: datetime) -> str:
    """« 14 juill., 16 h 20 »."""
    return date_format(localtime(moment), "j N, G \\h i")


def past_line(past: PastAttempt) -> tuple[datetime, str, str]:
    """An earlier call as the component `trace` draws it."""
    text = OUTCOMES[past.outcome] if past.outcome else _("nothing noted")
    said = str(text)
    return past.at, said[:1].upper() + said[1:], ""


def hints(card: Card) -> tuple[str, ...]:
    """What helps her to hear us, before anything else."""
    contact = card.contact
    if contact is None:
        return ()
    hours = (f"{one:%-H h %M} – {other:%-H h %M}" for one, other in contact.hours)
    channel = (
        str(CHANNELS[contact.preferred_channel])
        if contact.preferred_channel is not PreferredChannel.VOICE
        else ""
    )
    spoken = ", ".join(hours)
    rather = _("Rather %(hours)s") % {"hours": spoken} if spoken else ""
    return tuple(filter(None, (contact.hearing_note, channel, rather)))


def facts(card: Card) -> tuple[tuple[str, str], ...]:
    """Age, district, language, alone or not: what the grant allows and somebody declared."""
    contact, situation = card.contact, card.situation
    rows = (
        (_("Age"), age(card.age_band)),
        (_("District"), district_name(card.district)),
        (_("Language"), language_name(contact.language) if contact else ""),
        (_("Lives alone"), yes_or_no(situation.lives_alone if situation else None)),
    )
    return tuple((label, value) for label, value in rows if value)


def district_name(code: str) -> str:
    """« La Butte-aux-Merles » for its code."""
    return next((one.name for one in districts() if one.code == code), code)


def age(band: str) -> str:
    first, _dash, last = band.partition("-")
    if not last:
        return band
    return _("%(first)s to %(last)s years") % {"first": first, "last": last}


def yes_or_no(value: bool | None) -> str:
    if value is None:
        return ""
    return _("Yes") if value else _("No")
