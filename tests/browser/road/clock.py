"""Days pass in the running town: what would take a fortnight is moved back in its tables."""

import psycopg
from tests.browser.town import RunningTown

from entremise.jobs.database.home import Home, secrets_of
from entremise.jobs.database.instance import embedded_place


def let_the_debate_pass(town: RunningTown, use: int) -> None:
    """Eleven days since the summary was published."""
    home = Home(town.folder / "home")
    place = embedded_place(home)
    with psycopg.connect(
        host=place.host,
        port=place.port,
        dbname=place.name,
        user="entremise_runtime",
        password=secrets_of(home)["runtime"],
    ) as connection:
        connection.execute(
            "update commons_userequest set published_at = published_at - interval '11 days' where id = %s",
            (use,),
        )
