"""What concerns somebody else is done by the journey that tells her, never by a page alone."""

import re

from tests.house.source import SOURCE

TOLD = {  # operations whose journey writes to whoever is concerned
    "accept_offer",
    "accept_proposal",
    "agree_as_person",
    "approve_expense",
    "ask_offer_again",
    "cancel_action",
    "cancel_slot",
    "close_need",
    "decline_as_person",
    "decline_offer",
    "give_up_meeting",
    "justify_expense",
    "orient_need",
    "propose_mission",
    "propose_pair",
    "refuse_expense",
    "refuse_proposal",
    "send_proposal",
    "share_need",
    "turn_offers_over",
    "volunteer_for",
    "withdraw_need",
}


def test_no_page_and_no_job_does_alone_what_somebody_must_be_told():
    given = {
        path.relative_to(SOURCE).as_posix(): TOLD & set(re.findall(r"\w+", path.read_text()))
        for folder in ("web", "jobs/tasks")
        for path in sorted((SOURCE / folder).rglob("*.py"))
        if path.name not in {"samples.py", "urls.py"}  # names of pages
    }

    assert {path: names for path, names in given.items() if names} == {}
