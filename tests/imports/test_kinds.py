"""Each kind of facts gets from a file into the store, on both kinds of database."""

from tests.imports.company import ACCOUNTS, BASIS, PEOPLE, Company, day

OPEN = {"to_date": None}


def test_people_come_with_their_team_and_their_place(company: Company) -> None:
    report = company.imports(
        """
        files:
          people.csv:
            people: {person: id, name: name, email: mail, role: role, team: team, region: region,
                     manager: boss, start_date: start, end_date: end, slack_user_id: slack, admin: admin,
                     payroll_id: payroll}
        """,
        people_csv="id,name,mail,role,team,region,boss,start,end,slack,admin,payroll\n"
        "mia,Mia May,Mia@Acme.test,manager,East,EMEA,,2024-03-01,,U1,yes,E-1042\n"
        "ana,,ana@acme.test,csm,East,EMEA,mia,2025-01-01,2026-01-31,,no,\n",
    )
    assert [(count.kind, count.added) for count in report.kinds] == [
        ("teams", 1),
        ("people", 2),
        ("placements", 2),
    ]
    assert company.rows("people") == [
        {
            "key": "ana",
            "name": "ana",  # there is no name, so the id stands in for it
            "email": "ana@acme.test",
            "slack_user_id": None,
            "payroll_id": "",
            "is_admin": False,
            "start_date": day("2025-01-01"),
            "end_date": day("2026-01-31"),
        },
        {
            "key": "mia",
            "name": "Mia May",
            "email": "mia@acme.test",
            "slack_user_id": "U1",
            "payroll_id": "E-1042",
            "is_admin": True,
            "start_date": day("2024-03-01"),
            "end_date": None,
        },
    ]
    assert company.rows("teams") == [{"key": "East", "name": "East"}]
    place = {"team": "East", "region": "EMEA", **OPEN}
    assert company.rows("placements") == [
        {"person": "ana", "role": "csm", "manager": "mia", "from_date": day("2025-01-01"), **place},
        {"person": "mia", "role": "manager", "manager": None, "from_date": day("2024-03-01"), **place},
    ]


def test_accounts_and_who_owns_what_share_of_them(company: Company) -> None:
    company.imports(
        f"""
files:{BASIS}
  owners.csv:
    owners: {{account: account, person: who, share: share, from_date: since}}
""",
        people_csv=PEOPLE,
        accounts_csv=ACCOUNTS,
        owners_csv="account,who,share,since\n"
        "A-1,ana,75%,2026-01-01\nA-1,ben,0.25,2026-01-01\nA-2,ben,,2026-01-01\n",
    )
    assert company.rows("accounts", "key", "name", "segment") == [
        {"key": "A-1", "name": "Acorn", "segment": ""},
        {"key": "A-2", "name": "Birch", "segment": ""},
    ]
    since = {"from_date": day("2026-01-01"), **OPEN}
    assert company.rows("owners") == [
        {"account": "A-1", "person": "ana", "role": "", "share_ppm": 750_000, **since},
        {"account": "A-1", "person": "ben", "role": "", "share_ppm": 250_000, **since},
        {"account": "A-2", "person": "ben", "role": "", "share_ppm": 1_000_000, **since},
    ]


def test_events_come_with_exact_amounts_and_empty_cells_have_their_defaults(company: Company) -> None:
    company.imports_events(
        """
        id: id
        kind: kind
        date: day
        account: account
        person: who
        product: product
        region: region
        amount: {column: amount, if_empty: 0}
        recurring_change: {column: change, if_empty: 0}
        quantity: score
        currency: currency
        """,
        "id,kind,day,account,who,product,region,amount,change,score,currency\n"
        "E-1,renewal,2026-07-01,A-1,,Pro,EMEA,1234.5,-0.05,,USD\n"
        "E-2,nps,2026-07-02,,ana,,,,,8.5,JPY\n"
        "E-3,upsell,2026-07-03,A-2,,,,1000,1.005,,KWD\n",
    )
    common = {"source": "crm", "parent": "", "effort": "", "term_months": None, "previous_minor": 0}
    assert company.rows("events") == [
        common
        | {"external_id": "E-1", "kind": "renewal", "occurred_on": day("2026-07-01"), "account": "A-1"}
        | {"person": None, "product": "Pro", "region": "EMEA", "currency": "USD", "quantity_milli": None}
        | {"amount_minor": 123_450, "recurring_change_minor": -5},
        common
        | {"external_id": "E-2", "kind": "nps", "occurred_on": day("2026-07-02"), "account": None}
        | {"person": "ana", "product": "", "region": "", "currency": "JPY", "quantity_milli": 8_500}
        | {"amount_minor": 0, "recurring_change_minor": 0},
        common  # a dinar has a thousand fils
        | {"external_id": "E-3", "kind": "upsell", "occurred_on": day("2026-07-03"), "account": "A-2"}
        | {"person": None, "product": "", "region": "", "currency": "KWD", "quantity_milli": None}
        | {"amount_minor": 1_000_000, "recurring_change_minor": 1_005},
    ]


def test_credits_are_shares_of_events_by_person_or_by_their_address(company: Company) -> None:
    mapping = f"""
files:{BASIS}
  deals.csv:
    events: {{id: deal, kind: {{always: upsell}}, date: day, account: account, repeats: allowed}}
    credits:
      event: deal
      person: {{column: who, by: email}}
      share: {{column: percent, unit: percent}}
"""
    deals = "deal,day,account,who,percent\nD-1,2026-07-01,A-1,Ana@acme.test,60\n"
    deals += "D-1,2026-07-01,A-1,ben@acme.test,40\n"
    company.imports(mapping, people_csv=PEOPLE, accounts_csv=ACCOUNTS, deals_csv=deals)
    assert company.rows("credits") == [
        {"event": "D-1", "person": "ana", "role": "", "share_ppm": 600_000},
        {"event": "D-1", "person": "ben", "role": "", "share_ppm": 400_000},
    ]


def test_a_later_file_replaces_all_shares_of_an_event_it_names(company: Company) -> None:
    test_credits_are_shares_of_events_by_person_or_by_their_address(company)
    report = company.imports(
        "files: {credits.csv: {credits: {event: deal, person: who, share: share}}}",
        credits_csv="deal,who,share\nD-1,ben,1\n",
    )
    assert company.rows("credits") == [{"event": "D-1", "person": "ben", "role": "", "share_ppm": 1_000_000}]
    assert [(count.changed, count.removed) for count in report.kinds] == [(1, 1)]


def test_targets_are_exact_ratios_or_amounts_of_money(company: Company) -> None:
    company.imports(
        f"""
files:{BASIS}
  targets.csv:
    targets:
      - {{where: metric is grr, metric: metric, scope: scope, scope_key: key, from_date: since, value: aim}}
      - {{where: metric is upsells, metric: metric, scope: scope, scope_key: key, from_date: since,
           amount: aim}}
""",
        people_csv=PEOPLE,
        accounts_csv=ACCOUNTS,
        targets_csv="metric,scope,key,since,aim\n"
        "grr,company,,2026-01-01,92.5%\nupsells,person,ana,2026-01-01,500000\n",
    )
    since = {"from_date": day("2026-01-01"), **OPEN}
    assert company.rows("targets") == [
        {"metric": "grr", "scope": "company", "scope_key": "", "value_num": 37, "value_den": 40, **since},
        {"metric": "upsells", "scope": "person", "scope_key": "ana"}  # $500,000.00
        | {"value_num": 50_000_000, "value_den": 1, **since},
    ]


def test_readings_carry_their_sample(company: Company) -> None:
    company.imports(
        """
        files:
          people.csv:
            people: {person: person, role: role, team: team, start_date: start}
          nps.csv:
            readings: {metric: {always: nps}, scope: {always: team}, scope_key: team, date: day, value: nps,
                       sample: answers}
        """,
        people_csv="person,role,team,start\nana,csm,East,2025-01-01\n",
        nps_csv="team,day,nps,answers\nEast,2026-06-30,-12.5,40\n",
    )
    assert company.rows("readings") == [
        {"source": "crm", "metric": "nps", "scope": "team", "scope_key": "East", "on_date": day("2026-06-30")}
        | {"value_num": -25, "value_den": 2, "sample": 40}
    ]


def test_books_open_with_recurring_revenue(company: Company) -> None:
    company.imports(
        f"files:{BASIS}\n  book.csv:\n"
        "    books: {account: account, as_of: {always: 2026-01-01}, recurring: arr}\n",
        people_csv=PEOPLE,
        accounts_csv=ACCOUNTS,
        book_csv="account,arr\nA-1,120000\n",
    )
    assert company.rows("books") == [
        {"account": "A-1", "as_of": day("2026-01-01"), "recurring_minor": 12_000_000, "currency": "USD"}
    ]


def test_assignments_put_people_on_plans_with_their_yearly_amounts(company: Company) -> None:
    company.has_plan("csm")
    company.imports(
        f"""
files:{BASIS}
  pay.csv:
    amounts: $1,234
    assignments: {{person: who, plan: plan, from_date: since, base_year: base, variable_year: variable}}
""",
        people_csv=PEOPLE,
        accounts_csv=ACCOUNTS,
        pay_csv='who,plan,since,base,variable\nana,csm,2026-01-01,"$80,000","$20,000"\n',
    )
    assert company.rows("assignments") == [
        {"person": "ana", "plan": "csm", "from_date": day("2026-01-01"), **OPEN}
        | {"base_year_minor": 8_000_000, "variable_year_minor": 2_000_000}
    ]
