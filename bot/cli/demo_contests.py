"""The demo company's contests, under way; the winners of the one that is over wait for a nod."""

from datetime import datetime

from sqlalchemy import Engine

from bot.demo.contests import contests
from bot.demo.shapes import Window
from bot.people.actors import COMMAND_LINE
from bot.people.company import company_in
from bot.periods.pay_settings import change_pay_settings
from bot.periods.plans import Terms, Who, assign_plan, load_plan
from bot.schedule.by_hand import run_now
from bot.schedule.job import Jobs
from bot.spiffs.schedules import WINNERS, ensure_schedules
from bot.store.engine import writing


def begin_contests(
    engine: Engine, workspace_id: int, window: Window, channel: str, jobs: Jobs, now: datetime
) -> None:
    """Puts people into them, and looks for winners as every morning. They are announced in `channel`."""
    with writing(engine) as connection:
        change_pay_settings(connection, workspace_id, {"channel": channel}, now, COMMAND_LINE)
        for one in contests(window):
            load_plan(connection, workspace_id, one.text, now)
            assign_plan(connection, workspace_id, one.plan, Who(one.people), Terms(one.first), now)
        ensure_schedules(connection, company_in(connection, workspace_id), now)
    run_now(engine, jobs, workspace_id, WINNERS, now, COMMAND_LINE)
