"""What is read by a human before it is shown, and the many ways to write it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from entremise.engines.holding import Hold, holds

WORDS = {
    0: "zéro", 1: "un", 2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept", 8: "huit", 9: "neuf",
    10: "dix", 11: "onze", 12: "douze", 13: "treize", 14: "quatorze", 15: "quinze", 16: "seize", 17: "dix-sept",
    18: "dix-huit", 19: "dix-neuf", 20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante",
}  # fmt: skip


def said(number: int) -> str:
    """As French people say the pairs of a phone number."""
    if number in WORDS:
        return WORDS[number]
    if number < 70:
        return (
            f"{WORDS[number // 10 * 10]}{' et ' if number % 10 == 1 else '-'}{WORDS[number % 10]}"
        )
    if number < 80:
        return (
            f"soixante{' et ' if number == 71 else '-'}{WORDS[number - 60] if number > 60 else ''}"
        )
    return "quatre-vingts" if number == 80 else f"quatre-vingt-{WORDS[number - 80]}"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Appelez-moi au 06 39 98 20 11", Hold.PHONE),
        ("06.39.98.20.11", Hold.PHONE),
        ("0639982011.", Hold.PHONE),
        ("+33 6 39 98 20 11", Hold.PHONE),
        ("0033639982011", Hold.PHONE),
        ("+33 (0)6 39 98 20 11", Hold.PHONE),
        ("O6 39 98 2O 11", Hold.PHONE),
        ("０６ ３９ ９８ ２０ １１", Hold.PHONE),
        ("0 6 3 9 9 8 2 0 1 1", Hold.PHONE),
        ("06\u200b39982011", Hold.PHONE),
        ("zéro six trente-neuf quatre-vingt-dix-huit vingt onze", Hold.PHONE),
        ("plus trente-trois, six, trente-neuf, soixante, dix, vingt, onze", Hold.PHONE),
        ("zero six, 39, quatre vingt dix huit, 20, onze", Hold.PHONE),
        ("Écrire à lucienne@example.fr", Hold.MAIL),
        ("lucienne arobase exemple point fr", Hold.MAIL),
        ("lucienne (at) exemple", Hold.MAIL),
        ("lucienne at gmail point com", Hold.MAIL),
        ("FR76 3000 6000 0112 3456 7890 189", Hold.IBAN),
        ("fr7630006000011234567890189", Hold.IBAN),
        ("Voir https://exemple.fr/x", Hold.LINK),
        ("www exemple", Hold.LINK),
        ("allez sur bonplan.com", Hold.LINK),
        ("bonplan point com", Hold.LINK),
        ("Le gardien est un connard.", Hold.INSULT),
        ("c0nnard", Hold.INSULT),
        ("quel c o n n a r d", Hold.INSULT),
        ("Quelle ENFOIRÉE", Hold.INSULT),
        ("fils de pute", Hold.INSULT),
    ],
)
def test_tricky_writing_is_held_with_its_reason(text: str, reason: Hold) -> None:
    assert reason in holds(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "La médiathèque L'Escale est ouverte de 9 h 30 à 19 h, du mardi au samedi.",
        "Deux euros le repas, le 12 juillet à 12 h 30. Appelez le 15 ou le 112.",
        "Prenez le bus 4 à 8 h 05, 8 h 35 et 9 h 05.",
        "Du 13/07/2026 au 19/07/2026, entrée par le 2 rue de la Butte, 00100 Aubrelle.",
        "Un député a réputé la dispute : la confiture de mûres se déguste.",
        "Un, deux, trois, soleil : jeux pour les six à douze ans.",
        "Le 39 19 répond à toute heure.",
        "Dossier 612345678, ouvert du 2 au 30.",
    ],
)
def test_plain_words_are_not_held(text: str) -> None:
    assert holds(text) == ()


@example(
    pairs=[20, 0, 0, 0], first=4, between="\n", in_words=True
)  # « quatre vingt », in two pairs
@example(pairs=[60, 10, 0, 1], first=1, between=" ", in_words=True)
@example(pairs=[90, 60, 10, 0], first=1, between=" ", in_words=True)
@given(
    pairs=st.lists(st.integers(0, 99), min_size=4, max_size=4),
    first=st.integers(1, 9),
    between=st.sampled_from([" ", ", ", "\n"]),
    in_words=st.booleans(),
)
def test_any_number_said_in_pairs_is_held(
    pairs: list[int], first: int, between: str, in_words: bool
) -> None:
    spoken = [said(one) if one > 9 else f"zéro {WORDS[one]}" for one in pairs]
    written = [f"{one:02}" for one in pairs]
    head = f"zéro {WORDS[first]}" if in_words else f"0{first}"

    assert Hold.PHONE in holds(between.join([head, *(spoken if in_words else written)]))


@given(st.text())
def test_any_text_is_read_without_error_and_each_reason_comes_once(text: str) -> None:
    found = holds(text)

    assert list(found) == [one for one in Hold if one in found]


@given(st.text(max_size=80), st.text(max_size=80))
def test_words_around_do_not_hide_a_number(before: str, after: str) -> None:
    assert Hold.PHONE in holds(f"{before} : 06 39 98 20 11 ; {after}")
