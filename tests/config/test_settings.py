"""What the settings refuse at the start, before anything is sent to anybody."""

import os
import subprocess
import sys

import pytest

LOAD = "import entremise.config.settings"


def start(**given):
    done = subprocess.run(
        [sys.executable, "-c", LOAD],
        env=os.environ | given,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr.strip().splitlines()[-1:]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("ENTREMISE_SMTP_URL", "https://smtp.exemple.invalid", "begins with smtp://"),
        ("ENTREMISE_SMTP_URL", "smtp://a:b@smtp.exemple.invalid", "sends a password"),
        ("ENTREMISE_SMTP_URL", "smtps://a:%C3%A9@smtp.exemple.invalid", "no accent"),
        ("ENTREMISE_SMTP_URL", "smtps://a:Xy#z@smtp.exemple.invalid", "as %2F %23 %3F"),
        ("ENTREMISE_SMTP_URL", "smtps://a:Xy/z@smtp.exemple.invalid", "as %2F %23 %3F"),
        ("ENTREMISE_SMTP_URL", "smtps://a:12/z@smtp.exemple.invalid", "as %2F %23 %3F"),
        ("ENTREMISE_SMS_URL", "file:///etc/passwd", "begins with http://"),
        ("ENTREMISE_SMS_URL", "https://sms.exemple.invalid/?to=%TO%", "says where {to} and {text}"),
        ("ENTREMISE_SMS_OK", "*OK*", "is not a regular expression"),
        ("ENTREMISE_SMS_SECRET", "court", "shorter than 20"),
    ],
)
def test_a_setting_that_would_send_a_secret_in_clear_or_nowhere_stops_the_start(name, value, words):
    (said,) = start(**{name: value})

    assert words in said


def test_a_piece_of_a_password_is_not_repeated():
    done = start(ENTREMISE_SMTP_URL="smtps://a:Xy#z@smtp.exemple.invalid")

    assert "Xy" not in str(done)


def test_an_empty_mark_of_success_is_not_one_that_everything_bears():
    done = subprocess.run(
        [sys.executable, "-c", f"{LOAD} as s; print(s.ENTREMISE_SMS_OK)"],
        env=os.environ | {"ENTREMISE_SMS_OK": ""},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "^[03]: \n"


@pytest.mark.parametrize("url", ["", "smtp://localhost", "smtp+tls://a:b%20c@smtp.exemple.invalid"])
def test_a_good_address_lets_it_start(url):
    assert start(ENTREMISE_SMTP_URL=url) == []
