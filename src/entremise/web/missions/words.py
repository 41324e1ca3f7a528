"""How missions are said."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.solidarity.vocabulary.missions import MissionState

STATES: Final[dict[MissionState, tuple[StrOrPromise, str]]] = {
    MissionState.PROPOSED: (_("proposed, no answer yet"), "sun"),
    MissionState.ACCEPTED: (_("mission accepted, not begun"), ""),
    MissionState.COVERED: (_("covered now"), "ok"),
    MissionState.ENDED: (_("mission over"), "off"),
    MissionState.DECLINED: (_("mission declined"), "off"),
}
