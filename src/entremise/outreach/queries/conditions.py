"""What several counts mean by a talk, a person left, a promise."""

from typing import Final

from django.db.models import Q

from entremise.outreach.vocabulary.calls import SPOKEN, CallState

IS_TALK: Final = Q(outcome__in=sorted(SPOKEN))
IS_LEFT: Final = Q(ended_at=None)
IS_PROMISED: Final = Q(state=CallState.CALLBACK, promised_at__isnull=False)  # not a cut line
