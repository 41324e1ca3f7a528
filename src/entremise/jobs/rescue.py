"""Jobs whose worker died go back to the queue: a rescued job runs its beginning twice, and is idempotent."""

from typing import Final

from entremise.jobs.database.instance import connection_as
from entremise.jobs.database.migrating import RUNTIME

SILENT_FOR_SECONDS: Final = 30

# Workers beat every ten seconds; a job without living worker is given back once, then its worker is forgotten.
GIVE_BACK: Final = """
    SELECT procrastinate_retry_job_v1(job.id, now(), NULL, NULL, NULL)
    FROM procrastinate_jobs job LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
    WHERE job.status = 'doing'
      AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => %s))
"""
FORGET: Final = (
    "DELETE FROM procrastinate_workers WHERE last_heartbeat < now() - make_interval(secs => %s)"
)


def rescue(environment: dict[str, str]) -> int:
    """Give back the jobs of dead workers; return how many."""
    with connection_as(RUNTIME, environment) as connection:
        count = connection.execute(GIVE_BACK, [SILENT_FOR_SECONDS]).rowcount
        connection.execute(FORGET, [SILENT_FOR_SECONDS])
        return count
