"""The life of a demonstration that is left running; a real instance does not know this task."""

from django.conf import settings
from django.utils.timezone import now
from procrastinate.contrib.django import app

if settings.IS_DEMO:

    @app.periodic(cron="17 */6 * * *")
    @app.task(name="keep_town")
    def keep(timestamp: int) -> None:
        from entremise.jobs.town.keeping import keep_town  # noqa: PLC0415 -- made for building

        del timestamp
        keep_town(now())
