"""What a simulation says: in French sentences, or as JSON for another program."""

from entremise.engines.capacity.foretelling import aimed, foretell
from entremise.engines.capacity.vocabulary import Aim, Forecast, Spread
from entremise.jobs.simulating.reading import Given


def document(given: Given, *, runs: int, seed: int) -> dict[str, object]:
    """The forecast of both aims, with the callers that the formula asks for."""
    return {
        "people_count": given.people,
        "callers_count": given.callers,
        "weeks": given.weeks,
        "hours_a_week": given.hours_a_week,
        **{
            aim.value.lower(): {
                "callers_needed": given.needed(aim),
                **forecast_row(foretell(aimed(given.plan, aim), runs=runs, seed=seed)),
            }
            for aim in Aim
        },
    }


def forecast_row(found: Forecast) -> dict[str, object]:
    peak = found.peak
    return {
        "chance": found.chance,
        "day_50": found.day_50,
        "day_90": found.day_90,
        "tries": spread_row(found.tries),
        "talks": spread_row(found.talks),
        "unreached": spread_row(found.unreached),
        "left_at_date": spread_row(found.left),
        "missing_hours_a_week": [
            {"level": one.level, **spread_row(one.hours)} for one in found.missing
        ],
        "triage_backlog": None if peak is None else {"day": peak.day, **spread_row(peak.backlog)},
        "out_of_reach": [
            {"level": one.level, "language": one.language, "people": one.people}
            for one in found.out_of_reach
        ],
    }


def spread_row(one: Spread) -> dict[str, float]:
    return {"expected": round(one.expected, 1), "at_90": round(one.at_90, 1)}


def sentences(given: Given, *, runs: int, seed: int) -> list[str]:
    """The same for whoever decides."""
    plan = given.plan
    lines = [
        f"{count(given.people)} personnes, {count(given.callers)} appelants, {given.weeks} semaines."
    ]
    names = {
        Aim.CALLS: "Un appel pour chacun",
        Aim.PEOPLE: f"Jusqu'à {plan.tries} essais pour chacun",
    }
    for aim, name in names.items():
        found = foretell(aimed(plan, aim), runs=runs, seed=seed)
        lines += ["", name, *(f"  {line}" for line in aim_lines(given, aim, found))]
    return lines


def aim_lines(given: Given, aim: Aim, found: Forecast) -> list[str]:
    needed = given.needed(aim)
    lines = [] if needed is None else [f"Appelants nécessaires, par la formule : {count(needed)}."]
    lines += [
        f"Chances de finir à temps : {round(100 * found.chance)} %.",
        f"Fini une fois sur deux {day_words(found.day_50)}, neuf fois sur dix {day_words(found.day_90)}.",
        f"À la date : {count(found.talks.expected)} conversations.",
        f"Jamais jointes : {count(found.unreached.expected)} ; encore à appeler : {count(found.left.expected)}.",
    ]
    lines += [
        f"Niveau {one.level} : il manque {count(one.hours.expected)} heures par semaine, "
        f"{count(one.hours.at_90)} pour neuf chances sur dix."
        for one in found.missing
        if one.hours.at_90 >= 1
    ]
    lines += [
        f"Personne ne peut appeler {count(one.people)} personnes : niveau {one.level}, langue {one.language}."
        for one in found.out_of_reach
    ]
    if found.peak is not None and aim is Aim.PEOPLE:
        lines.append(
            f"Comptes rendus en attente au pire moment, {day_words(found.peak.day)} : "
            f"{count(found.peak.backlog.expected)}, jusqu'à {count(found.peak.backlog.at_90)}."
        )
    return lines


def count(number: float) -> str:
    return f"{round(number):,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def day_words(day: int | None) -> str:
    """The week and the day in it, the first being a Monday."""
    if day is None:
        return "pas en vue"
    names = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
    week, weekday = divmod(day, 7)
    return f"le {names[weekday]} de la semaine {week + 1}"
