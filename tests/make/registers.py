"""What a register says of itself in tests."""

from entremise.registers.vocabulary import DOSSIER as PARTS

DOSSIER = dict.fromkeys(PARTS, "Arrêté 2026-12")
