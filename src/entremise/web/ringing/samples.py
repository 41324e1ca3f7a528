"""Samples of the addresses that take a parameter; a line is open a quarter of an hour, so a sample meets the refusal."""

from collections.abc import Callable, Mapping

from entremise.outreach.queries.ring_backs import any_attempt, any_ring_back

Sample = Callable[[], Mapping[str, str | int]]


def a_line() -> Mapping[str, str | int]:
    return {"ring_back_id": any_ring_back()}


SAMPLES: dict[str, Sample] = {
    "ringing:by_time": lambda: {"attempt_id": any_attempt()},
    **{
        f"ringing:{name}": a_line for name in ("line", "confirm", "told", "talk", "promise", "stop")
    },
}
