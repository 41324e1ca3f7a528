"""What a content must hold: a road to every end, the notice before any question, texts that fit, the law."""

from entremise.kits.rules.lists import list_faults
from entremise.kits.rules.script import script_faults
from entremise.kits.rules.texts import text_faults
from entremise.kits.rules.uses import limit_faults, use_faults
from entremise.kits.vocabulary import Fault, KitContent

__all__ = ["faults_of"]


def faults_of(content: KitContent) -> tuple[Fault, ...]:
    """All that is wrong, in the order of the kit; advice last."""
    found = [
        *script_faults(content),
        *use_faults(content),
        *list_faults(content),
        *limit_faults(content),
        *text_faults(content),
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda fault: fault.is_advice))
