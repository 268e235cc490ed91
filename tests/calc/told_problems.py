"""Companies with one problem each, and what is said of it."""

from dataclasses import dataclass, field
from datetime import date

from calc.exact import INT64_MAX
from tests.calc.company import Tables, plan

AMOUNT = 123_457  # in every company here, and in no sentence

SALES = plan(
    "sales:\n  pay: commission\n  title: Sales\n  rates:\n    - {kind: renewal, product: Core, rate: 2x}"
)
PRIZE = "prize:\n  pay: bonus\n  title: Prize\n  payout: [{at: 0, pays: 1}]"
SUM = plan(
    f"{PRIZE}\n  metric: sold\n  amount: 40% of variable",
    "sold:\n  title: Sold\n  measure: sum\n  of: {kind: renewal}\n  scope: team\n  target: $1",
)
RETENTION = plan(
    f"{PRIZE}\n  metric: kept\n  amount: $5",
    "kept:\n  title: Retention\n  measure: gross_retention\n  scope: team",
)
READING = RETENTION.replace("gross_retention", "reading").replace("title: Retention", "title: NPS")


def named(**more: object) -> dict[str, object]:
    return {"person": "ana", "product": "Core", "amount_minor": AMOUNT, **more}


@dataclass(frozen=True)
class Told:
    """A company with one problem, and what is said of it."""

    code: str
    message: str
    hint: str
    text: str
    rows: Tables = field(default_factory=dict)
    person: str | None = "ana"
    plan: str | None = "p"
    component: str | None = None
    event: str | None = None


BLUE: Tables = {"placements": [{"person": "ana", "team": "blue"}]}
ACME: Tables = {"owners": [{"account": "acme", "person": "ana"}]}

TOLD = [
    Told(
        "no_plan",
        "No pay plan is assigned for this period.",
        "Ask your compensation admin to assign one.",
        SALES,
        {"people": [{"person": "ana"}], "assignments": []},
        plan=None,
    ),
    Told(
        "assigned_twice",
        "The assignments to the plan p overlap, so nothing is paid on it.",
        "Ask your compensation admin to give the earlier one a last day.",
        SALES,
        {
            "events": [named()],
            "assignments": [{"person": "ana"}, {"person": "ana", "from_date": date(2024, 3, 1)}],
        },
    ),
    Told(
        "plan_not_in_force",
        "The plan p has no version in force in this period.",
        "Ask your compensation admin to load the version of that time.",
        SALES.replace("from: 2024-01-01", "from: 2024-04-01"),
        {"events": [named()]},
    ),
    Told(
        "nobody_credited",
        "Nobody is credited for e1 of 2024-02-01: its account had no owner on that day.",
        "Import who owned the account, or name a person on the event.",
        SALES,
        {"events": [named(person=None, account="acme")]},
        person=None,
        plan=None,
        event="e1",
    ),
    Told(
        "nobody_credited",
        "Nobody is credited for e1 of 2024-02-01: it names no person and no account.",
        "Import who owned the account, or name a person on the event.",
        SALES,
        {"events": [named(person=None)]},
        person=None,
        plan=None,
        event="e1",
    ),
    Told(
        "shares_over_whole",
        "The shares of e1 come to more than 100%, so nobody is credited for it.",
        "Correct the owners or credits of that event.",
        SALES,
        {
            "events": [named()],
            "credits": [{"event": "e1", "person": key, "share_ppm": 500_001} for key in ("ana", "bo")],
        },
        person=None,
        plan=None,
        event="e1",
    ),
    Told(
        "shares_under_whole",
        "The shares of e1 come to less than 100%, so a part of it is credited to nobody.",
        "Correct the owners or credits of that event, if the rest belongs to somebody.",
        SALES,
        {
            "events": [named(account="acme", person=None)],
            "owners": [{"account": "acme", "person": "ana", "share_ppm": 600_000}],
        },
        person=None,
        plan=None,
        event="e1",
    ),
    Told(
        "not_at_work",
        "Nobody is paid for 2 events credited to lee, who was not at work in this period.",
        "Import another owner for the accounts, or correct that person's days at work.",
        SALES,
        {
            "events": [named(person="lee"), named(person="lee")],
            "people": [{"person": "ana"}, {"person": "lee", "end_date": date(2023, 12, 31)}],
        },
        person=None,
        plan=None,
        event="e1",
    ),
    Told(
        "outside_plan",
        "1 credited event is from days on which you were not on Plan p, and not paid.",
        "If a day is wrong, ask your compensation admin to check your assignment.",
        SALES,
        {"events": [named()], "assignments": [{"person": "ana", "from_date": date(2024, 2, 2)}]},
        event="e1",
    ),
    Told(
        "no_rate",
        "Sales: 1 renewal (product Plus) not paid, because the plan has no rate for it.",
        "Ask your compensation admin whether the plan should have one.",
        SALES,
        {"events": [named(product="Plus")]},
        component="sales",
        event="e1",
    ),
    Told(
        "other_currency",
        "Sales: 2 events in EUR not paid, because the plan pays in USD and there is no exchange rate for the "
        "day.",
        "Ask your compensation admin to import an exchange rate, or amounts in USD.",
        SALES,
        {"events": [named(currency="EUR"), named(currency="EUR")]},
        component="sales",
        event="e1",
    ),
    Told(
        "other_currency",
        "Plan p: 1 event is left out of Sold, because it is in EUR and the plan in USD.",
        "Ask your compensation admin to import an exchange rate from EUR to USD, or amounts in USD.",
        SUM.replace("40% of variable", "$5"),
        {**BLUE, "events": [named(currency="EUR")]},
        person=None,
    ),
    Told(
        "other_currency",
        "Plan p: 1 event is left out of retention, because it is in EUR and the plan in USD.",
        "Ask your compensation admin to import an exchange rate from EUR to USD, or amounts in USD.",
        RETENTION.replace("scope: team", "scope: team\n    target: 90%"),
        {
            **BLUE,
            **ACME,
            "books": [{"account": "acme", "recurring_minor": AMOUNT}],
            "events": [{"account": "acme", "recurring_change_minor": -AMOUNT, "currency": "EUR"}],
        },
        person=None,
    ),
    Told(
        "book_in_other_currency",
        "Plan p: 2 accounts are left out of retention, because they are in EUR and the plan in USD.",
        "Ask your compensation admin to import an exchange rate from EUR to USD, or their books in USD.",
        RETENTION.replace("scope: team", "scope: team\n    target: 90%"),
        {
            **BLUE,
            **ACME,
            "books": [
                {"account": "acme", "recurring_minor": AMOUNT},
                {"account": "birch", "recurring_minor": AMOUNT, "currency": "EUR"},
                {"account": "cedar", "recurring_minor": AMOUNT, "currency": "EUR"},
                {"account": "gone", "recurring_minor": 0, "currency": "EUR"},
            ],
        },
        person=None,
    ),
    Told(
        "no_agreed_pay",
        "Prize: no yearly variable pay is agreed for you.",
        "Ask your compensation admin to add it to your assignment.",
        SUM,
        {**BLUE, "assignments": [{"person": "ana", "base_year_minor": AMOUNT}]},
        component="prize",
    ),
    Told(
        "no_place",
        "Prize: you are in no team.",
        "Ask your compensation admin to say which.",
        SUM.replace("40% of variable", "$5"),
        {"people": [{"person": "ana"}]},
        component="prize",
    ),
    Told(
        "not_measured",
        "Prize: your team had no accounts with recurring revenue on 1 January 2024, so there is nothing to "
        "measure Retention on.",
        "If that is wrong, ask your compensation admin to check who owned which account.",
        RETENTION,
        BLUE,
        component="prize",
    ),
    Told(
        "not_measured",
        "Prize: no figure for NPS was imported for this period.",
        "It counts once it is imported.",
        READING,
        BLUE,
        component="prize",
    ),
    Told(
        "small_sample",
        "Prize: NPS rests on 1 and counts from 5 on.",
        "It counts once there are enough.",
        READING.replace("scope: team", "scope: team\n    least_sample: 5"),
        {
            **BLUE,
            "readings": [
                {"metric": "kept", "value_num": 1, "scope": "team", "scope_key": "blue", "sample": 1}
            ],
        },
        component="prize",
    ),
    Told(
        "base_only",
        "Nothing in Plan p depends on results: it is base pay alone.",
        "There is nothing to do.",
        plan("salary:\n  pay: base\n  title: Base pay"),
        {"people": [{"person": "ana"}]},
        component="salary",
    ),
    Told(
        "winners_found",
        "First: 1 event wins nothing, because all its prizes were won before.",
        "Nothing needs to be done; the plan says how many prizes there are.",
        plan("first:\n  pay: spiff\n  title: First\n  of: {kind: renewal}\n  prize: $5\n  winners: 1"),
        {"events": [named(person="bo", date=date(2024, 1, 5)), named()]},
        component="first",
        event="e2",
    ),
    Told(
        "budget_spent",
        "First: 1 event wins nothing, because its budget is spent.",
        "Nothing needs to be done; the plan says how many prizes there are.",
        plan("first:\n  pay: spiff\n  title: First\n  of: {kind: renewal}\n  prize: $5\n  budget: $9"),
        {"events": [named(person="bo", date=date(2024, 1, 5)), named()]},
        component="first",
        event="e2",
    ),
    Told(
        "no_winner",
        "Best: nobody has won anything in this period.",
        "If somebody should have, check the figures, and who can win by the plan.",
        plan(
            "best:\n  pay: contest\n  title: Best\n  metric: kept\n  prizes: [$5]",
            "kept:\n  title: NPS\n  measure: reading\n  scope: person",
        ),
        {"people": [{"person": "ana"}]},
        person=None,
        component="best",
    ),
    Told(
        "not_on_plan",
        "Sales: something for deal is to be taken back for lee, who is not on the plan in this period; it "
        "was not settled.",
        "Settle it with them by hand.",
        SALES + "    clawback: {when: {kind: cancelled}}\n",
        {
            "people": [{"person": "ana"}],
            "events": [{"kind": "cancelled", "parent": "deal", "person": "ana", "date": date(2024, 2, 1)}],
            "paid": [
                {"person": "lee", "component": "sales", "event": "deal", "amount_minor": AMOUNT},
            ],
        },
        person=None,
        component="sales",
        event="deal",
    ),
    Told(
        "no_target",
        "Prize: no target is set for NPS.",
        "Ask your compensation admin to set one.",
        READING,
        {**BLUE, "readings": [{"metric": "kept", "value_num": 1, "scope": "team", "scope_key": "blue"}]},
        component="prize",
    ),
    Told(
        "amount_too_large",
        "The amount for e1 is too large to be kept, so it is not paid.",
        "Check the amount of that event.",
        SALES,
        {"events": [named(amount_minor=INT64_MAX)]},
        component="sales",
        event="e1",
    ),
    Told(
        "amount_too_large",
        "Prize: the amount is too large to be kept.",
        "Check the amounts agreed.",
        SUM.replace("pays: 1", "pays: 11x"),
        {**BLUE, "assignments": [{"person": "ana", "variable_year_minor": INT64_MAX}]},
        component="prize",
    ),
]
