"""A small company, written down: who works there, what they look after, and what it comes to.

Three quarters of 2024 with 14 August as today. What people on the plan `care` earn:

Ana     Q2  upsell of Alder          10,000.00 × 5 %                      =   500.00
            retention 100 % = 105.26… % of 95 %, over the last point: 32,000 × 40 % × 120 % × 1/4 = 3,840.00
                                                                 together     4,340.00
        Q3  renewal of Alder        100,003.00 × 1.5 % = 1,500.045        = 1,500.05
            upsell of Birch, 60 % of 10,000.01 = 6,000.01 (the odd cent)  × 5 % = 300.00
            retention 199,500 ÷ 200,000 = 99.75 % = 105 % of 95 %         = 3,840.00
                                                                 together     5,640.05
Cho     Q2  28,000 × 40 % × 120 % × 1/4                                   = 3,360.00
        Q3  upsell of Birch, 40 % of 10,000.01 = 4,000.00 × 5 %           =   200.00
            28,000 × 40 % × 120 % × 1/4                                   = 3,360.00, together 3,560.00
Ben     Q2 and Q3  36,000 × 40 % × 120 % × 1/4                            = 4,320.00
Fay     Q2  24,000 × 40 % × 120 % × 1/4                                   = 2,880.00
        Q3  renewal of Elm           68,300.00 × 1.5 %                    = 1,024.50
            retention 108,300 ÷ 120,000 = 90.25 % = 95 % of 95 %: half way from 50 % to 100 %
            24,000 × 40 % × 75 % × 1/4                                    = 1,800.00, together 2,824.50
Zoe     Q2  20,000 × 40 % × 120 % × 1/4                                   = 2,400.00
        Q3  renewal of her account   40,000.00 × 1.5 %                    =   600.00
            20,000 × 40 % × 75 % × 1/4                                    = 1,500.00, together 2,100.00
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from bot.sandbox.users import SandboxUser
from bot.store.engine import writing
from bot.store.workspaces import ensure_workspace
from tests.store.ledger import Ledger

TEAM_ID = "T0BRIGHT"
NOW = datetime(2024, 8, 14, 15, 0, tzinfo=UTC)
IMPORTED_AT = NOW - timedelta(hours=2)

HOSTILE_PERSON = 'Zoë <!channel> "{{7*7}}" \u202eoiraM'
HOSTILE_ACCOUNT = "<!here> & <@U1|boss> '{{7*7}}' *_~ \u202etxt.exe"

CARE = """
plan: care
title: Care
from: 2024-01-01
currency: USD
metrics:
  team_retention: {title: Team gross retention, measure: gross_retention, scope: team, target: 95%}
components:
  renewals:
    pay: commission
    title: Renewals
    rates: [{kind: renewal, rate: 1.5%}]
  expansion:
    pay: commission
    title: Expansion
    rates:
      - {kind: upsell, rate: 5%}
      - {kind: cross-sell, product: Analytics, rate: 7.5%}
  team_bonus:
    pay: bonus
    title: Team retention bonus
    metric: team_retention
    amount: 40% of variable
    payout: [{at: 90%, pays: 50%}, {at: 100%, pays: 100%}, {at: 105%, pays: 120%}]
"""

# Commission alone: somebody without credit has neither a line nor a measure on it.
STARTER = """
plan: starter
title: Starter
from: 2024-01-01
currency: USD
components:
  sales: {pay: commission, title: Sales, rates: [{kind: upsell, rate: 2%}]}
"""


def _user(key: str, name: str, **more: object) -> SandboxUser:
    return SandboxUser(f"U{key.upper()}", key, name, f"{key}@brightwater.example", **more)  # type: ignore[arg-type]


USERS = [
    _user("ana", "Ana Ruiz"),
    _user("cho", "Cho Park"),
    _user("ben", "Ben Okafor"),
    _user("dee", "Dee Lind"),
    _user("eli", "Eli Stone"),
    _user("fay", "Fay Moss"),
    _user("gus", "Gus Hall"),
    _user("hal", "Hal Webb"),
    _user("ida", "Ida Voss"),
    _user("jon", "Jon Lee"),
    _user("kim", "Kim Yun"),
    _user("zoe", "Zoe"),
    _user("lou", "Lou Gray", is_restricted=True),
    _user("mia", "Mia Gone", deleted=True),
    _user("ned", "Ned Away", is_stranger=True),
    _user("oda", "Oda New"),
    SandboxUser("UPAT", "pat", "Pat Twin", "twins@brightwater.example"),
    SandboxUser("UROBOT", "robot", "Robot", "", is_bot=True),
]


def write_company(engine: Engine, name: str = "Brightwater", team_id: str = TEAM_ID) -> int:
    """The whole company, in one transaction. Returns the workspace's id."""
    with writing(engine) as connection:
        workspace_id = ensure_workspace(connection, name, slack_team_id=team_id)
        ledger = Ledger(connection, workspace_id, NOW)
        _people(ledger)
        _places(ledger)
        _customers(ledger)
        ledger.plan(CARE)
        ledger.plan(STARTER)
        for key, variable in {
            "ana": 32_000,
            "cho": 28_000,
            "ben": 36_000,
            "fay": 24_000,
            "zoe": 20_000,
        }.items():
            ledger.on_plan("care", key, variable=variable * 100)
        ledger.on_plan("starter", "kim")
        ledger.imported("2024-08-13", IMPORTED_AT)
    return workspace_id


def _people(ledger: Ledger) -> None:
    ledger.team("blue", "Team Blue")
    ledger.team("red", "Team Red")
    for user in USERS[:11]:
        ended = "2024-06-30" if user.name == "ida" else None
        ledger.person(user.name, user.real_name, end=ended, is_admin=user.name == "gus")
    ledger.person("zoe", HOSTILE_PERSON)
    for key in ("lou", "mia", "ned"):
        ledger.person(key, key.title())
    ledger.person("pat", "Pat Twin", email="twins@brightwater.example")
    ledger.person("quin", "Quin Twin", email="Twins@brightwater.example")


def _places(ledger: Ledger) -> None:
    """Dee leads Ben (blue) and Eli (red). Hal led blue until the end of June, and Ana with it."""
    ledger.place("dee", role="director")
    ledger.place("ben", "blue", under="dee", role="lead")
    ledger.place("eli", "red", under="dee", role="lead")
    ledger.place("hal", "blue", under="dee", role="lead", until="2024-06-30")
    ledger.place("hal", "red", under="eli", since="2024-07-01")
    ledger.place("ana", "blue", under="hal", until="2024-06-30")
    ledger.place("ana", "blue", under="ben", since="2024-07-01")
    ledger.place("ida", "blue", under="hal", until="2024-06-30")
    for key in ("cho", "jon"):
        ledger.place(key, "blue", under="ben")
    for key in ("fay", "kim", "zoe"):
        ledger.place(key, "red", under="eli")


def _customers(ledger: Ledger) -> None:
    """Blue opens Q3 with 100,000 + 50,000 + 50,000, red with 80,000 + 40,000."""
    ledger.account("alder", ana=100)
    ledger.account("birch", ana=60, cho=40)
    ledger.account("cedar", cho=100)
    ledger.account("elm", fay=100)
    ledger.account("fir", HOSTILE_ACCOUNT, zoe=100)
    for key, dollars in {
        "alder": 90_000,
        "birch": 50_000,
        "cedar": 50_000,
        "elm": 80_000,
        "fir": 40_000,
    }.items():
        ledger.book(key, "2024-04-01", dollars * 100)
    ledger.event("U0", "upsell", "2024-05-15", "alder", amount=1_000_000, change=1_000_000)
    ledger.event("R1", "renewal", "2024-07-10", "alder", amount=10_000_300)
    ledger.event("C1", "contraction", "2024-07-20", "cedar", change=-50_000)
    ledger.event("C2", "contraction", "2024-07-25", "elm", change=-1_170_000)
    ledger.event("U1", "upsell", "2024-08-01", "birch", amount=1_000_001, change=1_000_001)
    ledger.event("R2", "renewal", "2024-08-05", "elm", amount=6_830_000)
    ledger.event("R3", "renewal", "2024-08-06", "fir", amount=4_000_000)
