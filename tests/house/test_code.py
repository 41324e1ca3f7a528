"""How the source is written: what the linters and the import contracts cannot see."""

import ast
import re
from collections import Counter
from collections.abc import Iterator

from django.apps import apps
from tests.house.source import PRODUCT, SOURCE, floors, functions, imports, modules, offered

WITHOUT_MOMENT = {
    "kits/operations/training.py:drop_training_draft",  # nothing of a draft is left to date
    "territory/operations.py:load_places",  # a place has no date
}
BY_NAME = {  # modules that are found by their name, on purpose
    "jobs/main.py",
    "jobs/tasks/__init__.py",
    "web/shell/contributions.py",
    "web/sessions.py",  # the model names the store, the store its model
}
FOR_TESTS = {  # what the tests ask of the product, and nobody else
    "commons/seal/__init__.py:TABLES_OF_DATA",
    "commons/seal/__init__.py:TABLES_OF_LAW",
    "kits/vocabulary/schema.py:schema_text",  # the schema that is shipped is the one that is checked
}
DAY_ABROAD = re.compile(r"^(?!.*localtime).*(?:\bat|_at|\bnow|\))\.date\(\).*$", re.MULTILINE)
CLOCK = re.compile(
    r"\btimezone\.now\b|\bdatetime\.now\b|\bdate\.today\b|\blocaldate\(\)|\btime\.time\b"
    r"|from django\.utils\.timezone import [^\n]*\bnow\b"
)
CHANCE = re.compile(r"^(import|from) (random|secrets)\b|\buuid4\b", re.MULTILINE)
BARE_NOQA = re.compile(r"# noqa(?!: [A-Z0-9]+(, [A-Z0-9]+)* -- \S)")
BARE_IGNORE = re.compile(r"# type: ignore(?!\[[a-z-]+\]  # \S)")
LEFT_OVER = re.compile(r"\b(TODO|FIXME|XXX)\b")
LOW = {"web", "jobs", "config"}


def text_of(module):
    return (SOURCE / module.path).read_text(encoding="utf-8")


def keyword_names(function):
    return {one.arg for one in function.node.args.kwonlyargs}


def test_operations_and_doors_of_the_vault_take_keywords_only():
    found = offered("operations", "vault")

    loose = [one.place for one in found if one.node.args.args or one.node.args.posonlyargs]

    assert (loose, len(found) > 100) == ([], True)


def test_operations_name_their_moment():
    found = offered("operations")

    timeless = {one.place for one in found if "at" not in keyword_names(one)}

    assert timeless == WITHOUT_MOMENT


def test_what_an_area_offers_says_in_one_line_what_it_gives():
    found = offered("operations", "queries", "vault")

    assert [one.place for one in found if not ast.get_docstring(one.node)] == []


def test_nothing_offered_is_typed_any_or_gives_a_queryset():
    found = offered("operations", "queries", "vault")

    vague = [
        one.place
        for one in found
        if re.search(r"\bAny\b|\bQuerySet\b", ast.unparse(one.node).split(":\n", 1)[0])
    ]

    assert vague == []


def test_the_clock_is_read_in_pages_and_jobs_only():
    looking = [one.path for one in modules() if one.area not in LOW and CLOCK.search(text_of(one))]

    assert looking == []


def test_no_day_is_read_in_greenwich():
    """A moment is kept in UTC: between midnight and two in the morning its day there is yesterday here."""
    abroad = [
        f"{one.path}: {line}" for one in modules() for line in DAY_ABROAD.findall(text_of(one))
    ]

    assert abroad == []


def test_engines_know_no_chance():
    engines = [one for one in modules() if one.area == "engines"]

    assert ([one.path for one in engines if CHANCE.search(text_of(one))], engines != []) == (
        [],
        True,
    )


def test_a_table_is_not_lent_by_another_room_of_its_area():
    """An import contract guards `models`; this sees a table that another room lets through."""
    tables = {(one.__module__.split(".")[1], one.__name__) for one in our_tables()}

    lent = [
        f"{module.path}: {name} of {source}"
        for module in modules()
        for source, name in imports(module)
        if source.startswith(f"{PRODUCT}.")
        and (area := source.split(".")[1]) != module.area
        and (area, name) in tables
        and ".vocabulary" not in source
    ]

    assert lent == []


def test_a_compiled_query_is_the_same_for_all_values():
    """It is built once, with places where the values go: a branch would be taken once for all."""
    found = [
        one
        for one in functions().values()
        if any(
            ast.unparse(mark) in {"compiled", "compiled_change", "together"}
            for mark in one.node.decorator_list
        )
    ]
    branches = (ast.If, ast.IfExp, ast.BoolOp, ast.Compare, ast.Match, ast.comprehension)

    branching = [
        one.place for one in found if any(isinstance(part, branches) for part in ast.walk(one.node))
    ]

    assert (branching, len(found) > 5) == ([], True)


def test_modules_are_found_by_name_where_it_is_meant_only():
    hidden = {
        one.path
        for one in modules()
        if re.search(r"\bimport_module\(|\b__import__\(|\bapps\.get_model\(", text_of(one))
    }

    assert hidden == BY_NAME


def our_tables():
    return [one for one in apps.get_models() if one.__module__.startswith(f"{PRODUCT}.")]


def test_foreign_keys_fall():
    level = floors()
    keys = [
        (table.__module__.split(".")[1], field.related_model.__module__.split(".")[1], field)
        for table in our_tables()
        for field in table._meta.get_fields()
        if field.concrete and field.is_relation
    ]

    rising = [
        str(field) for here, there, field in keys if here != there and level[there] >= level[here]
    ]

    assert (rising, len(keys) > 20) == ([], True)


def test_tables_named_in_the_seal_lie_below():
    level = floors()
    areas = {table._meta.db_table: table.__module__.split(".")[1] for table in our_tables()}
    names = {
        name
        for path in (SOURCE / "commons" / "seal").glob("*.sql")
        for name in re.findall(r"\b[a-z]+_[a-z_]+\b", path.read_text(encoding="utf-8"))
    }
    named = {areas[name] for name in names & set(areas)}

    assert {area for area in named if level[area] > level["commons"]} == set()
    assert "commons" in named


def test_an_exception_to_a_rule_says_its_code_and_why():
    bare = [
        f"{one.path}:{number}"
        for one in modules()
        for number, line in enumerate(text_of(one).splitlines(), 1)
        if BARE_NOQA.search(line) or BARE_IGNORE.search(line)
    ]

    assert bare == []


def test_nothing_is_left_for_later():
    assert [one.path for one in modules() if LEFT_OVER.search(text_of(one))] == []


def test_nothing_is_kept_for_tests_alone():
    """What no page, job, query or file of the seal names is dead, whatever tests call it."""
    counts = Counter(
        word
        for path in SOURCE.rglob("*")
        if path.suffix in {".py", ".html", ".sql"} and "migrations" not in path.parts
        for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))
    )
    dead = {
        f"{module.path}:{name}"
        for module in modules()
        if module.area != "config"
        for name in names_at_the_top(module.tree)
        if counts[name] == 1 and not name.endswith("Config") and name != "Command"
    }

    assert dead == FOR_TESTS


def names_at_the_top(tree: ast.Module) -> Iterator[str]:
    """Functions, classes and constants of a module; not what a decorator hands to somebody else."""
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name, decorator_list=[]) | ast.ClassDef(name=name):
                yield name
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                yield name


def test_a_module_says_first_what_belongs_in_it():
    silent = [one.path for one in modules() if one.tree.body and not ast.get_docstring(one.tree)]

    assert silent == []


def test_files_and_functions_are_short():
    files = {one.path for one in modules() if text_of(one).count("\n") > 300}
    long = {
        one.place for one in functions().values() if one.node.end_lineno - one.node.lineno >= 40
    }

    assert (files, long) == (set(), set())
