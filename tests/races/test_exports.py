"""Two people, or two workers, at the same moment: an export is signed once, and its file is kept once."""

import pytest
from tests.make import commons, exports
from tests.races.test_next_call import together

from entremise.commons.models import ExportFile, Grant
from entremise.commons.operations.exports import countersign_export, refuse_export
from entremise.commons.vocabulary.exports import Refusal
from entremise.journeys.export_names import build_export
from entremise.kernel.errors import Refused

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])


@pytest.fixture(autouse=True)
def queued(monkeypatch):
    monkeypatch.setattr("entremise.commons.operations.exports.defer", lambda name, **given: None)


def answer_of(work) -> str:
    try:
        work()
    except Refused as refused:
        return refused.reason.value
    return "done"


def test_a_signature_and_a_refusal_at_once_one_of_them_stands(real_trace):
    leaving = exports.asked()
    given = {"actor": leaving.decider, "export_id": leaving.export_id, "at": commons.now()}
    works = (
        lambda: countersign_export(**given),
        lambda: refuse_export(**given, reason="Le préfet n'a rien demandé."),
    )

    answers = together(2, lambda number: answer_of(works[number]))

    signed = answers[0] == "done"
    assert sorted(answers) == [Refusal.EXPORT_OVER, "done"]
    assert (leaving.row.state == "COUNTERSIGNED", Grant.objects.filter(reach="EXPORT").count()) == (
        signed,
        int(signed),
    )


def test_two_workers_at_once_keep_one_file(real_trace):
    leaving = exports.countersigned()

    answers = together(
        2,
        lambda _: answer_of(lambda: build_export(export_id=leaving.export_id, at=commons.now())),
    )

    assert ("done" in answers, ExportFile.objects.count()) == (True, 1)
    assert leaving.row.state == "BUILT"
