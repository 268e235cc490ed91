"""What a metric leaves out for want of an exchange rate is told, once for each currency and metric."""

from datetime import date

from tests.calc.metrics.ask import Q2, Row, ask

EURO: Row = {"currency": "EUR", "amount_minor": 100, "person": "ana"}
SOLD = "{measure: sum, scope: person, of: {kind: sale}}"
RATE: Row = {"currency": "EUR", "rate_num": 11, "rate_den": 10}


def told(metrics: str, **tables: list[Row]) -> list[str]:
    return sorted(problem.message for problem in ask(metrics, tables).left_out)


def test_events_are_told_with_their_number_and_what_to_do() -> None:
    made = ask(SOLD, events=[EURO, EURO, {**EURO, "kind": "other"}])
    (problem,) = made.left_out
    assert problem.code == "other_currency"
    assert problem.message == (
        "Plan p: 2 events are left out of Metric m, because they are in EUR and the plan in USD."
    )
    assert problem.hint == (
        "Ask your compensation admin to import an exchange rate from EUR to USD, or amounts in USD."
    )
    assert (problem.plan, problem.person) == ("p", None)


def test_money_without_a_currency_is_told_too() -> None:
    (problem,) = ask(SOLD, events=[{**EURO, "currency": ""}, {**EURO, "currency": None}]).left_out
    assert "2 events are left out" in problem.message
    assert "in no currency" in problem.message
    assert problem.hint == "Ask your compensation admin to import amounts in USD."


def test_with_a_rate_there_is_nothing_to_tell() -> None:
    assert told(SOLD, events=[EURO], exchange=[RATE]) == []


def test_each_currency_and_each_metric_is_told_of_its_own() -> None:
    metrics = f"""
m: {SOLD}
less: {{measure: count, scope: person, of: {{kind: other}}, less: {{kind: sale}}}}
share: {{measure: ratio, scope: company, of: {{kind: other}}, over: {{kind: sale}}}}
nps: {{measure: nps, scope: company}}
"""
    answer: Row = {**EURO, "kind": "nps", "quantity_milli": 9_000}
    assert told(metrics, events=[EURO, {**EURO, "currency": "JPY"}, answer]) == [
        "Plan p: 1 event is left out of Metric less, because it is in EUR and the plan in USD.",
        "Plan p: 1 event is left out of Metric less, because it is in JPY and the plan in USD.",
        "Plan p: 1 event is left out of Metric m, because it is in EUR and the plan in USD.",
        "Plan p: 1 event is left out of Metric m, because it is in JPY and the plan in USD.",
        "Plan p: 1 event is left out of Metric nps, because it is in EUR and the plan in USD.",
        "Plan p: 1 event is left out of Metric share, because it is in EUR and the plan in USD.",
        "Plan p: 1 event is left out of Metric share, because it is in JPY and the plan in USD.",
    ]


def test_only_events_of_the_metrics_own_window_are_told() -> None:
    events = [{**EURO, "date": date(2024, 2, 1)}, {**EURO, "date": date(2024, 5, 1)}]
    metrics = f"m: {SOLD}\nyear: {SOLD.replace('}}', '}, window: year}')}"
    made = ask(metrics, events=events, period=Q2)
    assert sorted(problem.message.split(",")[0] for problem in made.left_out) == [
        "Plan p: 1 event is left out of Metric m",
        "Plan p: 2 events are left out of Metric year",
    ]


def test_a_start_is_told_however_long_ago_it_was() -> None:
    metric = "{measure: time_between, scope: company, start: {kind: sale}, until: {kind: live}}"
    long_ago: Row = {**EURO, "date": date(2022, 2, 1), "account": "acme"}
    live: Row = {"kind": "live", "account": "acme"}
    (message,) = told(metric, events=[long_ago, live])
    assert "1 event is left out of Metric m" in message


def test_what_asks_for_a_role_is_told_of_events_credited_to_it() -> None:
    metric = SOLD.replace("kind: sale", "role: csm")
    placements: list[Row] = [{"person": "ana", "role": "csm"}, {"person": "bo", "role": "ae"}]
    events = [EURO, {**EURO, "person": "bo"}]
    (message,) = told(metric, events=events, placements=placements)
    assert "1 event is left out" in message


KEPT = "{measure: gross_retention, scope: person}"
OWNERS: list[Row] = [{"account": "acme", "person": "ana"}, {"account": "birch", "person": "ana"}]
BOOKS: list[Row] = [
    {"account": "acme", "recurring_minor": 100},
    {"account": "birch", "recurring_minor": 100, "currency": "EUR"},
]


def test_customers_whose_revenue_has_no_rate_are_told() -> None:
    made = ask(KEPT, owners=OWNERS, books=BOOKS)
    (problem,) = made.left_out
    assert problem.code == "book_in_other_currency"
    assert problem.message == (
        "Plan p: 1 account is left out of retention, because it is in EUR and the plan in USD."
    )
    assert problem.hint == (
        "Ask your compensation admin to import an exchange rate from EUR to USD, or their books in USD."
    )
    figure = made.figure("ana")
    assert figure is not None
    assert (figure.denominator, figure.sample) == (100, 1)


def test_a_rate_that_begins_within_the_window_comes_too_late_for_the_book() -> None:
    late = {**RATE, "date": date(2024, 1, 2)}
    assert len(told(KEPT, owners=OWNERS, books=BOOKS, exchange=[late])) == 1
    assert told(KEPT, owners=OWNERS, books=BOOKS, exchange=[{**RATE, "date": date(2024, 1, 1)}]) == []


def test_several_retentions_tell_of_a_customer_once() -> None:
    metrics = f"gross: {KEPT}\nnet: {KEPT.replace('gross', 'net')}\nlogo: {KEPT.replace('gross', 'logo')}"
    assert len(told(metrics, owners=OWNERS, books=BOOKS)) == 1


def test_a_change_that_cannot_be_added_to_a_customer_is_told() -> None:
    lost: Row = {"account": "acme", "recurring_change_minor": -40, "currency": "EUR"}
    elsewhere: Row = {**lost, "account": "new"}
    (message,) = told(KEPT, owners=OWNERS, books=BOOKS[:1], events=[lost, elsewhere])
    assert message == "Plan p: 1 event is left out of retention, because it is in EUR and the plan in USD."
    assert told(KEPT, owners=OWNERS, books=BOOKS[:1], events=[lost], exchange=[RATE]) == []


def test_customers_that_no_metric_asks_for_are_not_told() -> None:
    accounts = [{"account": "acme", "segment": "Small"}, {"account": "birch", "segment": "Enterprise"}]
    for segment, count in (("Small", 0), ("Enterprise", 1)):
        metric = KEPT.replace("}", f", customers: {{segment: {segment}}}}}")
        assert len(told(metric, owners=OWNERS, books=BOOKS, accounts=accounts)) == count


def test_coverage_tells_of_its_customers_by_its_own_name() -> None:
    (message,) = told("{measure: coverage, scope: person, of: {kind: review}}", owners=OWNERS, books=BOOKS)
    assert "1 account is left out of Metric m" in message


def test_the_parts_of_a_blend_are_told_with_it() -> None:
    metrics = f"m: {SOLD}\nall: {{measure: blend, scope: person, parts: {{m: 100%}}}}"
    (message,) = told(metrics, events=[EURO])
    assert "left out of Metric m" in message
