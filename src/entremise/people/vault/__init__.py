"""The one door to sealed values: it redeems tickets, encrypts and decrypts; nobody else does."""

from entremise.people.vault.cards import open_card, open_page
from entremise.people.vault.computing import compute
from entremise.people.vault.contacts import store_contacts
from entremise.people.vault.counting import count_titles
from entremise.people.vault.deliveries import compare, store_rows, undo_batch
from entremise.people.vault.erasing import erase, erase_past, erase_register
from entremise.people.vault.exporting import export_cards
from entremise.people.vault.finding import find_by_name, find_by_phone
from entremise.people.vault.marks import marks_for
from entremise.people.vault.notes import close_notes, keep_note, open_notes, show_note
from entremise.people.vault.own_words import (
    end_own_code,
    give_own_code,
    open_own,
    own_words,
    write_own_words,
)
from entremise.people.vault.persons import add_people, add_strangers
from entremise.people.vault.rotation import rotate_key
from entremise.people.vault.tracking import (
    defer_trace,
    open_tracker,
    own_card,
    trace_of,
    tracked,
    tracker_code,
)
from entremise.people.vault.writing import add_to_register, copy_into, store_sheet, store_text

__all__ = [
    "add_people",
    "add_strangers",
    "add_to_register",
    "close_notes",
    "compare",
    "compute",
    "copy_into",
    "count_titles",
    "defer_trace",
    "end_own_code",
    "erase",
    "erase_past",
    "erase_register",
    "export_cards",
    "find_by_name",
    "find_by_phone",
    "give_own_code",
    "keep_note",
    "marks_for",
    "open_card",
    "open_notes",
    "open_own",
    "open_page",
    "open_tracker",
    "own_card",
    "own_words",
    "rotate_key",
    "show_note",
    "store_contacts",
    "store_rows",
    "store_sheet",
    "store_text",
    "trace_of",
    "tracked",
    "tracker_code",
    "undo_batch",
    "write_own_words",
]
