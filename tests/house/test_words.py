"""What people read: each member of an enumeration has its words, each refusal its sentence, each word its French."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from importlib import import_module
from pkgutil import walk_packages

import pytest
from babel.messages.pofile import read_po
from django.utils.functional import Promise
from django.utils.translation import override
from tests.house.source import SOURCE, modules

import entremise
from entremise.web.shell.refusals import table
from entremise.web.shell.roles import ROLE_NAMES

PARTIAL = {  # tables of words for some members, on purpose
    "journeys.action_words.ACTION_SUBJECTS",  # messages, by what they are about
    "journeys.action_words.LONG",
    "journeys.aid_words.AID_SUBJECTS",
    "journeys.aid_words.SAID",
    "journeys.message_words.REFERRAL_SUBJECTS",
    "journeys.referral_words.LONG",
    "web.administrator.accounts.ROLES_FOR",  # those without whom nothing begins
    "web.aid.rule.TYPED",  # the fields that the forms of mutual aid ask for
    "web.asking.reply.MEANS",  # questions
    "web.between.told.TOLD",  # messages of mutual aid
    "web.gate.deletion_forms.AGREED_KINDS",  # what is deleted at its date
    "web.lead.proof.OF_AID",  # said otherwise than of a campaign
    "web.lead.forms.PURPOSES",  # what a campaign may be for
    "web.steward.forms.AGREEABLE",  # what who enters a voluntary list agrees to
    "web.phone.reporting.ANSWERS",  # what a caller is told three weeks later
    "web.phone.learning_forms.TICKS",  # gestures that are ticked
    "web.phone.referring.ATTESTED",  # what a referent notes; the rest is done alone
    "web.phone.screens.DIRECT",  # endings with one button; the others have a screen
    "web.phone.views_shifts.MINE",  # states that the caller is told
    "web.resident.lines.GESTURES",  # what was done with her data; readings are said otherwise
    "web.steward.forms.KINDS",  # kinds that a steward opens; a campaign opens its own
}
SAID_OTHERWISE = {  # reasons that no page meets, or that a page words by itself
    ("commons", "GRANT_TOO_WIDE"),
    ("commons", "GRANT_TOO_LONG"),
    ("commons", "NO_LEGAL_GROUND"),
    ("people", "KEY_MISSING"),
    ("registers", "FILE_UNUSABLE"),
}


@cache
def imported() -> tuple[tuple[str, object, str], ...]:
    """(module, value, name) of everything at the top of the modules of the product."""
    return tuple(everything())


def everything() -> Iterator[tuple[str, object, str]]:
    for found in walk_packages(entremise.__path__, "entremise."):
        if ".migrations" in found.name:
            continue
        module = import_module(found.name)
        yield from ((found.name, value, name) for name, value in vars(module).items())


def word_tables() -> dict[str, Mapping[StrEnum, object]]:
    """Tables that give words to members of one enumeration, by the place that defines them first."""
    seen: dict[int, tuple[str, Mapping[StrEnum, object]]] = {}
    for module, value, name in imported():
        if isinstance(value, Mapping) and value and all(isinstance(key, StrEnum) for key in value):
            words = [one[0] if isinstance(one, tuple) else one for one in value.values()]
            if any(isinstance(word, Promise) for word in words):
                seen.setdefault(id(value), (f"{module}.{name}".removeprefix("entremise."), value))
    return dict(seen.values())


def reasons() -> set[tuple[str, str, StrEnum]]:
    return {
        (module.split(".")[1], member.value, member)
        for module, value, _ in imported()
        if isinstance(value, type) and issubclass(value, StrEnum) and value.__name__ == "Refusal"
        for member in value
    }


def test_each_member_of_an_enumeration_has_its_words():
    tables = word_tables()

    partial = {
        place for place, words in tables.items() if set(type(next(iter(words)))) - set(words)
    }

    assert (partial, len(tables) > 40) == (PARTIAL, True)


def test_each_refusal_has_its_sentence():
    worded = table()

    mute = {
        (type(member).__module__.split(".")[1], value)
        for _, value, member in reasons()
        if (type(member), value) not in worded
    }

    assert mute == SAID_OTHERWISE


def test_each_reason_is_given_somewhere():
    """By an operation, or by a function of the seal, which knows the reason by its name."""
    given = {
        word
        for path in [*SOURCE.rglob("*.sql"), *(SOURCE / one.path for one in modules())]
        if "vocabulary" not in path.as_posix() and not path.name.startswith("refusals")
        for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))
    }

    assert {value for _, value, _ in reasons()} - given == set()


def test_a_word_in_english_has_another_in_french():
    """The catalogue is complete by `script/check`; this sees that the interface reads it."""
    with override("fr"):
        french = [str(word) for word in ROLE_NAMES.values()]
    with override("en"):
        english = [str(word) for word in ROLE_NAMES.values()]

    assert [pair for pair in zip(french, english, strict=True) if pair[0] == pair[1]] == [
        ("Service", "Service")
    ]


# A mayor's plan, an example to copy, the town hall of elsewhere.
MEANS_A_TOWN_HALL = {
    "For example: de la mairie d'Aubrelle.",
    "For example: la mairie d'Aubrelle.",
    "This address is outside our territory (%(away)s). Ring that town hall, or us: %(number)s. We look with you.",
}


def catalogue() -> list[tuple[str, str]]:
    """English and French of each message; of plurals, all the forms together."""
    path = SOURCE / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        rows = [(str(row.id), str(row.string)) for row in read_po(file, locale="fr") if row.id]
    assert len(rows) > 1000
    return rows


# A word of the code, and the French words that would give its thing a second name.
ONE_NAME = {
    r"(?<!\()\bhelpers?\b": r"\b(voisin|aidant)s?\b",  # an « aidant » cares for a relative
    r"\balarms?\b": r"\balertes?\b",  # an alert is the prefect's
    r"\blegal officer\b": r"\bjuriste|référent juridique",
    r"\bdata protection officer\b": r"\bdéléguée\b",
    r"\bpairs?\b": r"\bpaires?\b",
    r"\bdesk of mutual aid\b": r"\bde l['’]entraide\b",
    r"\btalks?\b": r"\bentretiens?\b",
    r"\bhome page\b": r"\bl['’]accueil\b",
    r"\bmail\b": r"\be-mail\b",
}


@pytest.mark.parametrize("english", ONE_NAME)
def test_one_thing_has_one_name_on_all_pages(english):
    rows = [row for row in catalogue() if re.search(english, row[0], re.IGNORECASE)]

    other = [row for row in rows if re.search(ONE_NAME[english], row[1], re.IGNORECASE)]

    assert (other, rows != []) == ([], True)


def test_no_page_says_town_hall_where_a_departement_may_speak():
    """A CCAS, a group of communes or a département runs this too: pages say its name, or « nous »."""
    rows = catalogue()

    said = {english for english, french in rows if re.search(r"\b(mairie|ville)\b", french)}

    kits = [
        line
        for path in (SOURCE / "kits" / "content").rglob("*.toml")
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith("example = ")
    ]

    assert said == MEANS_A_TOWN_HALL
    assert [line for line in kits if re.search(r"\b(mairie|ville)\b", line)] == []
