"""The SQL of the sealed schema: tables by migration, functions and law loaded anew after each migrate."""

from collections.abc import Iterable
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.transaction import atomic

from entremise.commons.vocabulary import law

HERE = Path(__file__).parent
FUNCTIONS = (
    "clearing",
    "judging",
    "reading",
    "searching",
    "counting",
    "refusing",
    "exporting",
    "writing",
    "denying",
    "tracing",
    "own_words",
    "notes",
    "history",
    "privileges",
)
TABLES_OF_DATA = (
    "value",
    "mark",
    "replaced",
    "event",
    "ticket",
    "cap",
    "reached",
    "deferral",
    "tracker",
    "pass",
    "own_code",
    "own_pass",
    "note",
)
TABLES_OF_LAW = ("law_basis", "law_group", "law_held", "law_flag", "law_export")


def statements(name: str) -> str:
    """The text of one file of this folder."""
    return (HERE / f"{name}.sql").read_text(encoding="utf-8")


def load(connection: BaseDatabaseWrapper) -> None:
    """Replace the functions and fill the law; the connection must be the owner's."""
    with atomic(using=connection.alias), connection.cursor() as cursor:
        for name in FUNCTIONS:
            cursor.execute(statements(name))
        for table, rows in law_rows().items():
            cursor.execute(f"delete from sealed.{table}")  # noqa: S608 -- names of this module
            marks = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(
                f"insert into sealed.{table} values ({marks})",  # noqa: S608 -- names of this module
                rows,
            )


def law_rows() -> dict[str, list[tuple[str, ...]]]:
    """The law of the vocabulary as rows of the sealed tables."""
    return {
        "law_basis": [
            (kind, purpose, basis)
            for kind, purposes in law.LAWFUL.items()
            for purpose, basis in purposes.items()
        ],
        "law_group": pairs(law.FIELDS_AT_MOST.items()),
        "law_held": pairs(law.HELD_BY_KIND.items()),
        "law_export": pairs((purpose, kinds) for purpose, kinds in law.EXPORTABLE.items()),
        "law_flag": pairs(
            {
                "NEVER_STOPPED": law.NEVER_STOPPED,
                "CLOSED_TO_ASSOCIATIONS": law.CLOSED_TO_ASSOCIATIONS,
                "OPEN_TO_RESIDENTS": law.OPEN_TO_RESIDENTS,
                "COMPUTABLE": law.COMPUTABLE,
                "ASKS_EXPORTS": frozenset({law.ASKS_EXPORTS}),
                "COUNTERSIGNS_EXPORTS": law.COUNTERSIGNS_EXPORTS,
                "OWN_WORDS_READ": law.OWN_WORDS_READ,
                "OWN_WORDS_WRITTEN": law.OWN_WORDS_WRITTEN,
                **{f"BY_STEP.{name}": groups for name, groups in law.OPENED_BY_STEP.items()},
                **{f"CLOSED_TO.{role}": groups for role, groups in law.CLOSED_TO_ROLE.items()},
            }.items()
        ),
    }


def pairs(sets: Iterable[tuple[str, frozenset[str]]]) -> list[tuple[str, ...]]:
    return [(name, item) for name, items in sets for item in sorted(items)]


def is_there_to_load(connection: BaseDatabaseWrapper) -> bool:
    """Whether the tables exist and this connection may replace what is sealed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select case when to_regclass('sealed.law_flag') is null then false"
            " else has_schema_privilege(current_user, 'sealed', 'CREATE') end"
        )
        return bool(cursor.fetchone()[0])
