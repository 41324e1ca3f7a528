"""Every text of a content: what fills it in, how it is written, what a text message can carry."""

import re
from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext as _

from entremise.engines.text_messages import gsm_length
from entremise.kits.vocabulary import Fault, KitContent, Message
from entremise.kits.vocabulary.reading import data_of, name_of

WORDS_AT_MOST: Final = 15
SMS_AT_MOST: Final = 160
PERSONAL: Final = re.compile(r"\{(nom|prenom\w*|civilite|points|registre)\}")
HOLE: Final = re.compile(r"\{(\w+)\}")
FAMILIAR: Final = re.compile(r"(?<![\w'])(?:(?:tu|te|toi|ton|ta|tes)(?![\w-])|t'\w)", re.IGNORECASE)
TYPESET: Final = frozenset("’\u00a0\u202f")
UNCHECKED: Final = "[à vérifier]"
FREE: Final = ("sources", "placeholders")  # quoted from elsewhere
NOT_SHOWN: Final = ("to_check", "legal_references")


def text_faults(content: KitContent) -> Iterator[Fault]:
    yield from message_faults(content)
    for row in content.placeholders:
        if len(row.example) > row.max_length:
            yield Fault(
                f"placeholders[{row.code}]", _("The example is longer than the longest value.")
            )
    declared = {hole.code for hole in content.placeholders}
    for place, text in texts(data_of(content)):
        for hole in sorted(set(HOLE.findall(text)) - declared):
            yield Fault(place, _("Nothing fills in {%(hole)s}.") % {"hole": hole})
        if not place.startswith(FREE):
            yield from writing_faults(place, text)


def writing_faults(place: str, text: str) -> Iterator[Fault]:
    if FAMILIAR.search(text):
        yield Fault(place, _("Say « vous »."))
    if TYPESET & set(text):
        yield Fault(place, _("Write straight apostrophes and plain spaces."))
    if place.startswith(NOT_SHOWN):
        return
    if UNCHECKED in text:
        yield Fault(place, _("A text that is shown is checked: take « [à vérifier] » out."))
    for sentence in re.split(r"(?<=[.!?])\s+", text.strip()):
        count = sum(1 for word in sentence.split() if re.search(r"\w", word))
        if count > WORDS_AT_MOST:
            yield Fault(
                place,
                _("%(count)d words in one sentence; fifteen are enough.") % {"count": count},
                is_advice=True,
            )


def message_faults(content: KitContent) -> Iterator[Fault]:
    longest = {hole.code: "X" * hole.max_length for hole in content.placeholders}
    for message in content.messages:
        place = f"messages[{message.code}/{message.channel}]"
        if not any(message.text):
            yield Fault(place, _("Write the text."))
        if message.channel == "sms":
            yield from sms_faults(place, message, longest)
        if message.channel == "mail" and (not message.subject or HOLE.search(message.subject)):
            yield Fault(place, _("A mail has a subject without anything to fill in."))


def sms_faults(place: str, message: Message, longest: dict[str, str]) -> Iterator[Fault]:
    if len(message.text) > 1:
        yield Fault(place, _("An SMS has one line."))
    text = " ".join(message.text)
    length, strange = gsm_length(HOLE.sub(lambda hole: longest.get(hole[1], ""), text))
    if strange:
        yield Fault(place, _("An SMS cannot hold: %(signs)s") % {"signs": " ".join(strange)})
    if length > SMS_AT_MOST:
        yield Fault(place, _("%(count)d signs; an SMS has 160.") % {"count": length})
    if PERSONAL.search(text):
        yield Fault(place, _("No name and no register in an SMS."))


def texts(data: Any, place: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(data, str):
        yield place, data
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from texts(item, f"{place}[{name_of(item, index)}]")
    elif isinstance(data, dict):
        for name, item in data.items():
            yield from texts(item, f"{place}.{name}" if place else name)
