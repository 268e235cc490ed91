"""What people, teams, regions and the company aim for, quarter by quarter."""

from collections.abc import Iterator
from random import Random

from bot.demo.cast import AMERICAS, APAC, EMEA, ENTERPRISE, GROWTH, ONBOARDING, SCALED
from bot.demo.shapes import Aim, Window
from calc.periods import Period

_COMPANY, _REGION, _TEAM, _PERSON = "Company", "Region", "Team", "Person"
# Quotas of a usual quarter in dollars; more is asked for at the year's end, less after it.
_QUOTAS = {"E1025": 100_000, "E1026": 90_000, "E1027": 85_000, "E1028": 75_000}
_TEAM_QUOTA = 360_000
_SEASON_PERCENT = (85, 100, 100, 120)
_NET = {ENTERPRISE: 990, SCALED: 955, ONBOARDING: 990, GROWTH: 975}
_GROSS = {AMERICAS: 955, EMEA: 960, APAC: 950}
# Two people took over books known to be hard, and one an easy one; all others have the plan's target.
_OWN = {"E1015": 930, "E1019": 950, "E1014": 990}


def make_aims(window: Window, rng: Random) -> tuple[Aim, ...]:
    return tuple(aim for quarter in window.quarters for aim in _of_quarter(quarter, rng))


def _of_quarter(quarter: Period, rng: Random) -> Iterator[Aim]:
    season = _SEASON_PERCENT[(quarter.start.month - 1) // 3]

    def aim(metric: str, level: str, group: str, value: str) -> Aim:
        return Aim(metric, level, group, quarter.start, quarter.end, value)

    def quota(metric: str, level: str, group: str, dollars: int) -> Aim:
        value = f"{dollars * season // 100:,}.00"
        return Aim(metric, level, group, quarter.start, quarter.end, value, in_money=True)

    def percent(thousandths: int) -> str:
        return f"{thousandths // 10}.{thousandths % 10}%"

    yield aim("Company net retention", _COMPANY, "", percent(980))
    yield aim("Net Promoter Score", _COMPANY, "", "40")
    yield aim("Team gross retention", _TEAM, ENTERPRISE, percent(960 + rng.choice((-5, 0, 5))))
    for team, thousandths in _NET.items():
        yield aim("Team net retention", _TEAM, team, percent(thousandths))
    for region, thousandths in _GROSS.items():
        yield aim("Region gross retention", _REGION, region, percent(thousandths))
    for person, thousandths in _OWN.items():
        yield aim("Own net retention", _PERSON, person, percent(thousandths))
    for person, dollars in _QUOTAS.items():
        yield quota("Expansion quota", _PERSON, person, dollars)
    yield quota("Team expansion quota", _TEAM, GROWTH, _TEAM_QUOTA)
