"""5,000 people and 20,000 nominations: the close and the round-up take the same few queries, and no time."""

from time import process_time

import pytest
from sqlalchemy import Engine, func, select

from bot.delivery.states import messages
from bot.recognition.month_rows import candidates
from bot.recognition.schedules import CLOSE, REMINDERS, ROUND_UP, SUMMARIES
from bot.runtime import build_outbox
from bot.store.engine import reading
from tests.recognition.large_month import counted, large_month

MOST_SECONDS = 2  # of the processor; about half of one is usual


def queries(engine: Engine, people: int, nominations: int, job: str, **settings: object) -> int:
    large = large_month(engine, build_outbox(), people, nominations, **settings)
    with counted(engine) as statements:
        large.run(job)
    return len(statements)


@pytest.mark.parametrize("choosing", ["most_endorsed", "ballot", "committee"])
def test_the_close_takes_as_many_queries_however_many_people_there_are(
    sqlite_engine: Engine, choosing: str
) -> None:
    few = queries(sqlite_engine, 35, 100, CLOSE, choosing=choosing)
    assert queries(sqlite_engine, 350, 1_000, CLOSE, choosing=choosing) == few
    assert few < 60


def test_the_round_up_takes_as_many_queries_however_busy_the_week(sqlite_engine: Engine) -> None:
    few = queries(sqlite_engine, 35, 100, ROUND_UP)
    assert queries(sqlite_engine, 350, 1_000, ROUND_UP) == few
    assert few < 20


@pytest.mark.slow
@pytest.mark.parametrize("job", [CLOSE, ROUND_UP])
def test_either_store_takes_as_many(engine: Engine, job: str) -> None:
    assert queries(engine, 700, 2_000, job) == queries(engine, 70, 200, job)


@pytest.mark.parametrize(("job", "apart"), [(SUMMARIES, 4), (REMINDERS, 4)])
def test_what_is_told_to_each_takes_queries_for_their_message_alone(
    sqlite_engine: Engine, job: str, apart: int
) -> None:
    small = large_month(sqlite_engine, build_outbox(), 70, 10)
    with counted(sqlite_engine) as few:
        small.run(job)
    with reading(sqlite_engine) as connection:
        told = connection.execute(select(func.count()).select_from(messages)).scalar_one()
    large = large_month(sqlite_engine, build_outbox(), 280, 10)
    with counted(sqlite_engine) as many:
        large.run(job)
    with reading(sqlite_engine) as connection:
        told_more = connection.execute(select(func.count()).select_from(messages)).scalar_one() - told
    assert told_more > told
    assert len(many) - len(few) <= (told_more - told) * apart


@pytest.mark.slow
@pytest.mark.parametrize("job", [CLOSE, ROUND_UP])
def test_a_large_month_takes_no_time(sqlite_engine: Engine, job: str) -> None:
    large = large_month(sqlite_engine, build_outbox(), 5_000, 20_000)
    began = process_time()
    large.run(job)
    assert process_time() - began < MOST_SECONDS
    with reading(sqlite_engine) as connection:
        assert connection.execute(select(func.count()).select_from(candidates)).scalar_one() in (0, 10)
