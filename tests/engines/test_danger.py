import pytest

from entremise.engines.danger import sounds_like_danger

DANGER = (
    "Je veux mourir.",
    "j'ai plus envie de vivre",
    "Il me frappe quand il rentre",
    "il m'a menacée avec un couteau",
    "Mon mari me bat",
    "Je pense au suicide tous les soirs",
    "je vais me tuer",
    "ODEUR DE GAZ dans l'escalier",
    "Il y a le feu chez la voisine",
    "maman n'arrive plus à respirer",
    "Elle est tombée et ne se relève pas",
    "j'ai fait un malaise ce matin",
    "Elle n'a rien mangé depuis trois jours",
    "Parle de tout arrêter",
    "une grosse douleur dans la poitrine",
    "elle est inconsciente",
    "au secours",
)
CALM = (
    "Je ne peux plus porter mes courses.",
    "Il me faut quelqu'un pour sortir le chien.",
    "J'aimerais parler à quelqu'un une fois par semaine.",
    "Ma fille est en quatrième.",
    "Changer une ampoule, prendre le bus, arroser les plantes.",
    "Aller à la pharmacie, j'ai mal au genou.",
    "",
)


@pytest.mark.parametrize("sentence", DANGER)
def test_a_sentence_of_danger_is_heard(sentence):
    assert sounds_like_danger(sentence)


@pytest.mark.parametrize("sentence", CALM)
def test_a_calm_sentence_rings_no_bell(sentence):
    assert not sounds_like_danger(sentence)
