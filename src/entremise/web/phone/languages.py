"""The languages that people and callers speak, as they are named; another code is shown as it is."""

from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LANGUAGES: Final = {
    "fr": _("French"),
    "de": _("German"),
    "en": _("English"),
    "ar": _("Arabic"),
    "bm": _("Bambara"),
    "zh": _("Chinese"),
    "es": _("Spanish"),
    "it": _("Italian"),
    "kab": _("Kabyle"),
    "fa": _("Persian, Dari"),
    "pl": _("Polish"),
    "pt": _("Portuguese"),
    "ro": _("Romanian"),
    "ru": _("Russian"),
    "so": _("Somali"),
    "ta": _("Tamil"),
    "tr": _("Turkish"),
    "uk": _("Ukrainian"),
    "vi": _("Vietnamese"),
    "wo": _("Wolof"),
    "lsf": _("French sign language"),
}


def language_name(code: str) -> str:
    return str(LANGUAGES.get(code, code))


def language_said(code: str) -> str:
    """Inside a sentence: « espagnol » in French, « Spanish » in English."""
    name = language_name(code)
    return name.lower() if (get_language() or "").startswith("fr") else name
