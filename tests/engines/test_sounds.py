import pytest

from entremise.engines.sounds import sound_of


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("DUPON", "DUPONT"),
        ("DUPOND", "DUPONT"),
        ("LEFEVRE", "LEFEBVRE"),
        ("MARTINS", "MARTIN"),
        ("GIRAU", "GIRAUD"),
        ("RENO", "RENAULT"),
        ("MOROT", "MOREAU"),
        ("FILIPE", "PHILIPPE"),
        ("TIERY", "THIERRY"),
        ("BOUCHE", "BOUCHER"),
        ("LEGRAN", "LEGRAND"),
        ("MAYER", "MAIER"),
        ("SINTIEN", "CINTIEN"),
        ("BERANJE", "BERANGER"),
    ],
)
def test_names_that_sound_alike_share_a_key(heard: str, written: str) -> None:
    assert sound_of(heard) == sound_of(written)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("DUPONT", "DURAND"),
        ("MARTIN", "MARTEAU"),
        ("ROUX", "RICHE"),
        ("BLANC", "BLIN"),
        ("LE", "LO"),
    ],
)
def test_names_that_sound_apart_do_not(one: str, other: str) -> None:
    assert sound_of(one) != sound_of(other)
