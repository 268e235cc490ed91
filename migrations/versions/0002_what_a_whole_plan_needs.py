"""What a whole plan needs: parents of events, roles of shares, leave, exchange rates, lines with their entry

Locks: every changed table, for a moment. On PostgreSQL new columns come with a constant default, which
rewrites nothing; owners and credits get a wider key, whose index is built anew, and targets and readings are
checked again. On SQLite those four are copied. Lines are written once, to say which period they are of.

The version before can run beside it: what it does not know of has a default. What was calculated before
counts as out of date, because it lacks what a statement now shows; it is calculated again when somebody asks.

Going back is refused by the database while somebody has an account or event in two roles, or while a target
or reading is about a line: take those away first.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SCOPES = "'person', 'team', 'region', 'company'"
SCOPES_WITH_LINE = "'person', 'team', 'region', 'line', 'company'"

# By table: name, type and what rows have that say nothing of it; None where that is nothing.
NEW_COLUMNS: dict[str, list[tuple[str, sa.types.TypeEngine[Any], str | None]]] = {
    "events": [
        ("parent", sa.String(), "''"),
        ("effort", sa.String(), "''"),
        ("term_months", sa.Integer(), None),
        ("previous_minor", sa.BigInteger(), "0"),
    ],
    "accounts": [("contract_months", sa.Integer(), None)],
    "lines": [
        ("entry", sa.String(), "'pay'"),
        ("span", sa.String(), "''"),
        ("about", sa.String(), None),
        ("event_currency", sa.String(3), None),
        ("fx", sa.String(), None),
        ("earlier_minor", sa.BigInteger(), "0"),
        ("reward", sa.String(), "''"),
    ],
    "owners": [("role", sa.String(), "''")],
    "credits": [("role", sa.String(), "''")],
}
KEYS = {
    "owners": ("account_id", "person_id", "role", "from_date"),
    "credits": ("event_id", "person_id", "role"),
}


def upgrade() -> None:
    for table, columns in NEW_COLUMNS.items():
        for name, kind, default in columns:
            value = sa.text(default) if default else None
            op.add_column(table, sa.Column(name, kind, nullable=value is None, server_default=value))
    for table, key in KEYS.items():
        _change_key(table, tuple(name for name in key if name != "role"), key)
    for table in ("targets", "readings"):
        _change_scopes(table, SCOPES_WITH_LINE)
    _create_leave()
    _create_exchange_rates()
    _date_what_was_calculated()


def downgrade() -> None:
    op.drop_table("exchange_rates")
    op.drop_table("leave")
    for table in ("targets", "readings"):
        _change_scopes(table, SCOPES)
    for table, key in KEYS.items():
        _change_key(table, key, tuple(name for name in key if name != "role"))
    for table, columns in NEW_COLUMNS.items():
        for name, _kind, _default in columns:
            op.drop_column(table, name)


def _change_key(table: str, before: tuple[str, ...], after: tuple[str, ...]) -> None:
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(op.f(f"uq_{table}_workspace_id_{'_'.join(before)}"), type_="unique")
        batch_op.create_unique_constraint(
            op.f(f"uq_{table}_workspace_id_{'_'.join(after)}"), ["workspace_id", *after]
        )


def _change_scopes(table: str, scopes: str) -> None:
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{table}_scope"), type_="check")
        batch_op.create_check_constraint(op.f(f"ck_{table}_scope"), f"scope IN ({scopes})")


def _create_leave() -> None:
    op.create_table(
        "leave",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_leave_person_id_people")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_leave_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave")),
        sa.UniqueConstraint(
            "workspace_id", "person_id", "from_date", name=op.f("uq_leave_workspace_id_person_id_from_date")
        ),
    )


def _create_exchange_rates() -> None:
    op.create_table(
        "exchange_rates",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("to_currency", sa.String(3), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("rate_num", sa.BigInteger(), nullable=False),
        sa.Column("rate_den", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("rate_num > 0", name=op.f("ck_exchange_rates_rate_num")),
        sa.CheckConstraint("rate_den > 0", name=op.f("ck_exchange_rates_rate_den")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_exchange_rates_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_rates")),
        sa.UniqueConstraint(
            "workspace_id",
            "currency",
            "to_currency",
            "on_date",
            name=op.f("uq_exchange_rates_workspace_id_currency_to_currency_on_date"),
        ),
    )


def _date_what_was_calculated() -> None:
    """Lines were all worked out for the period of their statement; and all of it is out of date."""
    op.execute(
        "UPDATE lines SET span = (SELECT periods.key FROM statements JOIN periods "
        "ON periods.id = statements.period_id WHERE statements.id = lines.statement_id)"
    )
    op.execute("UPDATE workspaces SET facts_revision = facts_revision + 1")
