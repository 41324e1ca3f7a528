import pytest

from entremise.engines.titles import Sign, sign_of_somebody


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Canicule, standard 01 99 00 12 00", Sign.NUMBER),
        ("Canicule 0199001200", Sign.NUMBER),
        ("Rappeler le +33 6 39 98 23 11", Sign.NUMBER),
        ("Écrire à j.palluel@example.fr", Sign.MAIL),
        ("La fille de Mme Palluel", Sign.NAME),
        ("Appels pour M. PALLUEL", Sign.NAME),
        ("Madame de La Tour et ses voisins", Sign.NAME),
        ("MM. Merlin et Orain", Sign.NAME),
        ("monsieur d'Orain", Sign.NAME),
        ("Patients du cabinet, Dr Merlin", Sign.NAME),
    ],
)
def test_what_points_to_somebody_is_seen(text, sign):
    assert sign_of_somebody(text) is sign


@pytest.mark.parametrize(
    "text",
    [
        "Canicule de juillet 2026",
        "Prendre des nouvelles, quartier Saint-Marc, du 15/07/2026 au 15/09/2026",
        "Rue du Docteur Roux : coupure d'eau",
        "Vague n° 2 : 20 000 personnes de plus de 75 ans",
        "Mot de madame la maire",
        "Plan grand froid 2026-2027",
        "Appels de l'immeuble M",
        "3114, 15 et 112",
    ],
)
def test_a_title_of_a_campaign_is_let_through(text):
    assert sign_of_somebody(text) is None
