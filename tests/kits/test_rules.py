"""What is refused in a content: each row breaks one thing of a shipped kit."""

from copy import deepcopy

import pytest

from entremise.commons.vocabulary.law import LAWFUL, Purpose, RegisterKind
from entremise.kits.operations.files import read_kit
from entremise.kits.operations.loading import SHIPPED
from entremise.kits.rules import faults_of
from entremise.kits.vocabulary.codes import MAY_SERVE
from entremise.kits.vocabulary.reading import Unreadable, content_of

KIT = read_kit(SHIPPED / "canicule.toml")


def faults(change):
    data = deepcopy(KIT)
    change(data)
    try:
        return {(fault.place, fault.is_advice) for fault in faults_of(content_of(data))}
    except Unreadable as fault:
        return {(fault.place, False)}


def step(data, name):
    return next(one for one in data["script"]["steps"] if one["id"] == name)


def row(data, table, code):
    return next(one for one in data[table] if one["code"] == code)


def put(place, **values):
    """A change: these words in the table found by a function."""
    return lambda data: place(data).update(values)


def the_sms(data):
    return next(one for one in data["messages"] if one["channel"] == "sms")


def the_mail(data):
    return next(one for one in data["messages"] if one["channel"] == "mail")


def the_block(data):
    return data["crisis_block"]


def the_use(data):
    return data["uses"][0]


def the_criterion(data):
    return data["priority"]["criteria"][0]


CRITERION_PLACE = f"priority.criteria[{KIT['priority']['criteria'][0]['code']}]"
SMS_PLACE = f"messages[{the_sms(KIT)['code']}/sms]"


def again(*path):
    """A change: the first row of a list twice."""

    def change(data):
        rows = data
        for word in path:
            rows = rows[word]
        rows.append(rows[0])

    return change


BROKEN = {
    "a kind of step that nobody knows": (
        put(lambda d: step(d, "time"), kind="guess"),
        "script.steps[time]",
    ),
    "an answer code twice": (
        lambda d: step(d, "time")["answers"].append(step(d, "time")["answers"][0]),
        "script.steps[time]",
    ),
    "two pieces of advice": (lambda d: the_block(d)["advice"].pop(), "crisis_block.advice"),
    "one crisis question": (lambda d: the_block(d)["questions"].pop(), "crisis_block.questions"),
    "a crisis question of another kind": (
        put(the_block, questions=["time", "meals"]),
        "crisis_block.questions",
    ),
    "an advice step that is a question": (
        put(the_block, advice_step="time"),
        "crisis_block.advice_step",
    ),
    "a purpose that does not exist": (put(the_use, purpose="FUN"), "uses[FUN]"),
    "a basis that does not exist": (put(the_use, basis="habit"), "uses[ALERT_CALL]"),
    "a register that may not serve": (
        put(the_use, registers=["CASF_ALERT", "APA_FEED", "TRANSPORT"]),
        "uses[ALERT_CALL]",
    ),
    "a register called from without its row in the notice": (
        lambda d: d["notice"]["sources"].pop(),
        "notice.sources",
    ),
    "a decision of two years": (
        put(lambda d: d["durations"], decision_days=730),
        "durations.decision_days",
    ),
    "a grant of a year": (put(lambda d: d["durations"], grant_days=365), "durations.grant_days"),
    "an acknowledgement after nine days": (
        put(lambda d: d["durations"], acknowledgement_days=9),
        "durations.acknowledgement_days",
    ),
    "a duration that is missing": (
        lambda d: d["durations"].pop("grant_days"),
        "durations.grant_days",
    ),
    "a duration that is a text": (
        put(lambda d: d["durations"], grant_days="120"),
        "durations.grant_days",
    ),
    "a checklist over an hour": (put(lambda d: d["checklist"][0], minutes=61), "checklist"),
    "a fifth severity": (
        lambda d: d["severity"].append(d["severity"][0] | {"level": 5}),
        "severity",
    ),
    "severities out of order": (lambda d: d["severity"].reverse(), "severity"),
    "a channel that does not exist": (
        put(the_sms, channel="fax"),
        f"messages[{the_sms(KIT)['code']}/fax]",
    ),
    "six points": (put(the_criterion, points=6), CRITERION_PLACE),
    "no point": (put(the_criterion, points=0), CRITERION_PLACE),
    "an exclusion of an unknown criterion": (
        put(the_criterion, excludes=["nobody"]),
        CRITERION_PLACE,
    ),
    "a mark for proof-readers": (put(lambda d: d, purpose="Appeler [à vérifier]."), "purpose"),
    "a typographic apostrophe": (put(lambda d: d, purpose="L’été."), "purpose"),
    "a no-break space": (put(lambda d: d, purpose="Vite\u00a0!"), "purpose"),
    "tutoiement": (put(lambda d: d, purpose="Appelle ta voisine."), "purpose"),
    "an example longer than its length": (
        put(lambda d: d["placeholders"][0], example="x" * 500),
        f"placeholders[{KIT['placeholders'][0]['code']}]",
    ),
    "a national code that does not exist": (
        put(lambda d: row(d, "themes", "solitude"), thematique="loisirs--peche"),
        "themes[solitude]",
    ),
    "a text message of two lines": (put(the_sms, text=["Un.", "Deux."]), SMS_PLACE),
    "a mail that is one string": (
        put(the_mail, text="Bonjour."),
        f"messages[{the_mail(KIT)['code']}/mail].text",
    ),
    "a mail without subject": (
        put(the_mail, subject=""),
        f"messages[{the_mail(KIT)['code']}/mail]",
    ),
    "a placeholder nobody fills": (put(lambda d: d, purpose="Bonjour {toto}."), "purpose"),
    "an identity that leads elsewhere": (
        lambda d: step(d, "identity")["answers"][0].update(next="someone_else"),
        "script.steps[identity]",
    ),
    "a side road into the notice": (
        lambda d: step(d, "identity")["answers"][1].update(next="notice"),
        "script.steps[identity]",
    ),
    "health in the order": (put(lambda d: d["priority"], health_data=True), "priority"),
    "seventy-three hours": (put(lambda d: d["emergency_set"], max_hours=73), "emergency_set"),
    "a Sunday without order": (
        put(lambda d: d["calling"]["hours"][0], days=["sun"], only_when=""),
        "calling.hours",
    ),
    "a consent that does not exist": (
        lambda d: step(d, "time")["answers"][0].update(consent="maybe"),
        "script.steps[time]",
    ),
    "a placeholder twice": (again("placeholders"), "placeholders"),
    "a theme twice": (again("themes"), "themes"),
    "a category twice": (again("help_categories"), "help_categories"),
    "an indicator twice": (again("indicators"), "indicators"),
    "a message twice": (again("messages"), "messages"),
    "a criterion twice": (again("priority", "criteria"), "priority.criteria"),
    "an outcome twice": (again("calling", "outcomes"), "calling.outcomes"),
    "a source of the notice twice": (again("notice", "sources"), "notice.sources"),
    "a use twice": (again("uses"), "uses"),
    "a lesson twice": (again("training"), "training"),
    "a step twice": (again("script", "steps"), "script.steps"),
    "a service twice": (
        put(lambda d: row(d, "themes", "solitude"), answered_by=["ccas", "ccas"]),
        "themes[solitude].answered_by",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_content_is_refused_for(name):
    change, place = BROKEN[name]

    assert (place, False) in faults(change)


ADVISED = {
    "calls at six": (
        lambda data: data["calling"]["hours"][0].update({"from": "06:00"}),
        "calling.hours",
    ),
    "calls at eleven in the evening": (
        lambda data: data["calling"]["hours"][0].update({"to": "23:00"}),
        "calling.hours",
    ),
    "a sentence of sixteen words": (put(lambda d: d, purpose="mot " * 16), "purpose"),
}


@pytest.mark.parametrize("name", ADVISED)
def test_it_is_only_advised_against(name):
    change, place = ADVISED[name]

    assert faults(change) == {(place, True)}


@pytest.mark.parametrize(
    "kind", sorted(kind for kind in MAY_SERVE if kind not in {"VOLUNTARY", "CAMPAIGN"})
)
def test_a_kit_lets_a_register_serve_no_more_than_the_law(kind):
    assert {Purpose(name) for name in MAY_SERVE[kind]} <= LAWFUL[RegisterKind(kind)].keys()
