"""How often one address may try, and answers that take the same time: nobody learns here who is registered."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from ipaddress import IPv6Address, ip_address
from typing import Final

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

HOUR: Final = 3600
ANSWER_SECONDS: Final = 0.4  # longer than anything that is done behind


def is_tried_out(request: HttpRequest, gesture: str, *, at_most: int, at: datetime) -> bool:
    """Count one more try of this gesture; whether its address had too many within the hour.

    The address is kept for an hour, as a keyed digest that changes every hour."""
    household = household_at(get_adapter(request).get_client_ip(request))
    said = f"{gesture}|{household}|{at:%Y%m%d%H}"
    key = salted_hmac("entremise.tries", said, algorithm="sha256").hexdigest()
    count = cache.get(key, 0) + 1
    cache.set(key, count, HOUR)
    return bool(count > at_most)


def household_at(address: str) -> str:
    """Whoever has one address in IPv6 has the 64 bits behind it too: all of these count as one."""
    found = ip_address(address)
    if not isinstance(found, IPv6Address):
        return address
    return str(found.ipv4_mapped or int(found) >> 64)


@contextmanager
def same_time() -> Iterator[None]:
    """Whatever is found or refused inside, the answer leaves after the same time."""
    start = time.monotonic()
    try:
        yield
    finally:
        time.sleep(max(0.0, ANSWER_SECONDS - (time.monotonic() - start)))
