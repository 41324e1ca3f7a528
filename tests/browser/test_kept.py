"""The town that one file of tests leaves is not the one that the next finds."""

from urllib.request import urlopen

from tests.browser.kept import KeptTown
from tests.browser.road.clock import counted, run

RENAMED = "select count(*) from accounts_organization where name like 'Ailleurs %%'"
NUMBER = "select nextval('kits_kitversion_id_seq')"


def test_what_one_file_changes_is_undone_for_the_next_and_no_number_comes_again(
    kept_town: KeptTown,
) -> None:
    town = kept_town.renewed()
    run(town, "update accounts_organization set name = 'Ailleurs ' || id", {})
    assert counted(town, RENAMED, {}) > 0
    number = counted(town, NUMBER, {})

    again = kept_town.renewed()

    assert again is town
    assert counted(town, RENAMED, {}) == 0
    assert counted(town, NUMBER, {}) > number
    with urlopen(town.url, timeout=30) as answer:
        assert answer.status == 200
