import pytest

from entremise.web.shell.typography import french, french_html


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Qui m'a appelé ?", "Qui m’a appelé\u202f?"),
        ("« Bonjour »", "«\u202fBonjour\u202f»"),
        ("À 14 h 05 : rien", "À 14\u00a0h\u00a005\u00a0: rien"),
        ("1 204 appels", "1\u202f204 appels"),
        ("reçu 26/11/2026 12:55", "reçu 26/11/2026 12:55"),
        ("le 1 mai, le 11 mai et le 1er juin", "le 1er mai, le 11 mai et le 1er juin"),
        ("Vivez-vous seul ?", "Vivez-\u2060vous seul\u202f?"),
    ],
)
def test_french_is_set_as_a_printer_sets_it(typed, printed):
    assert french(typed) == printed
    assert french(printed) == printed


def test_tags_and_typed_text_are_left_alone():
    html = """<a href="?a=b;c'd">l'eau ?</a><textarea>l'eau ?</textarea>"""

    assert (
        french_html(html) == """<a href="?a=b;c'd">l’eau\u202f?</a><textarea>l'eau ?</textarea>"""
    )


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/connexion/", "/rien/"])
@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_a_page_is_as_long_as_it_says(client, path, encoding):
    """Typography changes it: a browser that unpacks nothing would cut it off, or wait for the end."""
    answer = client.get(path, headers={"Accept-Encoding": encoding})

    assert answer.headers["Content-Length"] == str(len(answer.content))
