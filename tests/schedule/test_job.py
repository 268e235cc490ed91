"""Jobs are found by name, and have names of their own."""

import pytest

from bot.schedule.job import Job, Jobs
from bot.schedule.refusals import ScheduleRefused


def job(name: str) -> Job:
    return Job(name, name.title(), f"Does {name}.", lambda _connection, _occasion: "done")


def test_jobs_keep_their_order_and_are_found_by_name() -> None:
    jobs = Jobs([job("b"), job("a")])
    assert [each.name for each in jobs.all()] == ["b", "a"]
    assert jobs.named("a").title == "A"


def test_two_jobs_of_one_name_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="two jobs are called a"):
        Jobs([job("a"), job("a")])


def test_a_job_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(ScheduleRefused) as refused:
        Jobs([job("round_up"), job("remind")]).named("roundup")
    assert (
        str(refused.value) == "There is no job “roundup”. Did you mean “round_up”? Jobs are round_up, remind."
    )
