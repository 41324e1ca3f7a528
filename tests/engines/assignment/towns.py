"""Invented towns of a few streets, and the best plan found another way: a dense matrix of costs."""

import math
import random

import numpy as np
from scipy.optimize import linear_sum_assignment

from entremise.engines.assignment.vocabulary import Need, Offer

COSTS = {1: 200_000, 2: 60_000, 3: 20_000}
SLOTS = ("MON-AM", "MON-PM", "TUE-AM")
IMPOSSIBLE = 1e9


def offer(name="o1", **changes):
    given = {
        "lat": 47.0,
        "lon": 2.0,
        "categories": ("shopping",),
        "radius_m": 2000.0,
        "capacity": 1,
        "languages": ("fr",),
        "slots": ("MON-AM",),
    }
    return Offer(id=name, **(given | changes))


def need(name="n1", **changes):
    given = {"lat": 47.0, "lon": 2.0, "category": "shopping", "urgency": 2, "slots": ("MON-AM",)}
    return Need(id=name, **(given | changes))


def town(seed, size=7):
    """Few enough offers that all of them are looked at; some stand at the same door."""
    chance = random.Random(seed)
    offers = [
        offer(
            f"o{number}",
            **spot(chance),
            categories=tuple(chance.sample(("shopping", "visit"), chance.randint(1, 2))),
            radius_m=chance.choice((0.0, 500.0, 1500.0, 40_000.0)),
            capacity=chance.randint(0, 3),
            languages=tuple(chance.sample(("fr", "pt"), chance.randint(1, 2))),
            slots=tuple(chance.sample(SLOTS, chance.randint(1, 3))),
            credentials=("first aid",) if chance.random() < 0.5 else (),
            helped=chance.choice((0, 0, 1, 9, 30)),
        )
        for number in range(chance.randint(0, size))
    ]
    needs = [
        need(
            f"n{number}",
            **spot(chance),
            category=chance.choice(("shopping", "visit")),
            urgency=chance.randint(1, 3),
            language=chance.choice(("", "fr", "pt")),
            slots=tuple(chance.sample(SLOTS, chance.randint(0, 2))),
            credential=chance.choice(("", "", "first aid")),
        )
        for number in range(chance.randint(0, size))
    ]
    return offers, needs


def spot(chance):
    far = 0.3 if chance.random() < 0.2 else 0.015
    return {"lat": 47 + chance.randint(0, 4) * far / 4, "lon": 2 + chance.randint(0, 4) * far / 4}


def haversine_m(here, there):
    lats = math.radians(here.lat), math.radians(there.lat)
    lons = math.radians(there.lon - here.lon)
    half = math.sin((lats[1] - lats[0]) / 2) ** 2
    half += math.cos(lats[0]) * math.cos(lats[1]) * math.sin(lons / 2) ** 2
    return 2 * 6_371_008.8 * math.asin(math.sqrt(half))


def is_fit(helper, asked):
    metres = haversine_m(helper, asked)
    return (
        asked.category in helper.categories
        and metres <= helper.radius_m + 1e-6
        and metres <= COSTS[asked.urgency] - 501
        and (not asked.language or asked.language in helper.languages)
        and (not asked.credential or asked.credential in helper.credentials)
        and (not asked.slots or not set(asked.slots).isdisjoint(helper.slots))
    )


def best_cost_m(offers, needs):
    """The least cost over all plans, each place of each offer a column."""
    if not needs:
        return 0.0
    places = [(one, nth) for one in offers for nth in range(one.capacity)]
    costs = np.full((len(needs), len(places) + len(needs)), IMPOSSIBLE)
    for row, asked in enumerate(needs):
        costs[row, len(places) + row] = COSTS[asked.urgency]
        for column, (helper, nth) in enumerate(places):
            if is_fit(helper, asked):
                fair = 50 * min(helper.helped + nth, 10)
                costs[row, column] = haversine_m(helper, asked) + fair
    return float(costs[linear_sum_assignment(costs)].sum())
