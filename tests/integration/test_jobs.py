"""Jobs are held by one worker at a time, taken up after a crash, and given up at last."""

import pytest

from accounts import actions
from accounts.models import Job

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")


@pytest.fixture
def job() -> Job:
    return actions.create_job("publish", None, {})


def state(job: Job) -> str:
    job.refresh_from_db()
    return job.state


def test_a_job_is_held_by_one_worker_at_a_time(job: Job) -> None:
    with actions.holding(job.id) as first, actions.holding(job.id) as second:
        assert first is not None
        assert second is None
    assert state(job) == "running"


def test_progress_is_seen_while_the_work_goes_on(job: Job) -> None:
    with actions.holding(job.id) as held:
        assert held is not None
        held.tell(40, "Kartenpaket: Einwohner")
        job.refresh_from_db()
        assert (job.percent, job.message) == (40, "Kartenpaket: Einwohner")


def test_a_job_whose_worker_is_gone_is_sent_again(job: Job) -> None:
    with actions.holding(job.id):
        assert actions.unheld_running_jobs() == []
        assert actions.jobs_to_send() == []
    assert actions.unheld_running_jobs() == [job.id]
    assert actions.jobs_to_send() == [job]


def test_a_waiting_job_is_sent_and_then_left_in_peace_for_a_while(job: Job) -> None:
    assert actions.jobs_to_send() == [job]
    actions.mark_sent(job)
    assert actions.jobs_to_send() == []
    assert actions.jobs_to_send(unsent_for_seconds=0) == [job]


def test_a_finished_job_is_not_taken_again(job: Job) -> None:
    actions.finish(job, "fertig")
    with actions.holding(job.id) as held:
        assert held is None
    assert state(job) == "done"


def test_a_job_that_kills_its_workers_is_failed_with_words(job: Job) -> None:
    for _ in range(actions.MOST_ATTEMPTS):
        with actions.holding(job.id):
            pass
    assert actions.give_up_on_what_kills_workers() == 1
    assert state(job) == "failed"
    assert "mehrfach unerwartet beendet" in job.cause
    assert actions.jobs_to_send() == []
