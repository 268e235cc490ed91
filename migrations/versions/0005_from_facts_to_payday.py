"""From facts to payday: reviews, adjustments, questions, kept facts, exports, announcements, contests; what
was published and what was logged can no longer be changed

Locks: `periods`, `statements`, `lines`, `people` and `audit_log`, for a moment, to get columns, `messages`
while an index is built; on PostgreSQL `periods` is checked again. On SQLite `periods` and `audit_log` are
copied. Every entry of the log is written once, to chain it to the one before, so `audit_log` is held for as
long as that takes.

The version before must not run beside it: it adds entries to the log without a number, which are refused.

The triggers of `lines` and the others are lost when SQLite copies such a table (op.batch_alter_table): a
later migration that does so has to make them again with the SQL of this one.
"""

import hashlib
import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)

STATES = "state IN ('open', 'calculated', 'in_review', 'approved', 'published', 'closed')"
TABLES = (
    "pay_settings", "reviews", "questions", "adjustments", "question_steps", "kept_facts", "exports",
    "announcements", "spiff_contests", "audit_heads",
)  # fmt: skip

FINAL = "('published', 'closed')"
PERIOD_IS_FINAL = f"EXISTS (SELECT 1 FROM periods WHERE id = {{row}}.period_id AND state IN {FINAL})"  # noqa: S608
STATEMENT_IS_FINAL = (
    "EXISTS (SELECT 1 FROM statements JOIN periods ON periods.id = statements.period_id "  # noqa: S608
    f"WHERE statements.id = {{row}}.statement_id AND periods.state IN {FINAL})"
)
# What a published period may still do: be closed.
ONLY_CLOSED = (
    "(OLD.state = 'published' AND NEW.state = 'closed' AND NEW.id = OLD.id AND NEW.key = OLD.key "
    "AND NEW.workspace_id = OLD.workspace_id AND NEW.start_date = OLD.start_date "
    "AND NEW.end_date = OLD.end_date AND NEW.facts_revision = OLD.facts_revision "
    "AND NEW.as_of = OLD.as_of AND NEW.calculated_at = OLD.calculated_at "
    "AND NEW.published_at = OLD.published_at)"
)
PUBLISHED = "what was published never changes"
GROWS = "this table only grows"
# By table: what is refused (the row before as OLD, the row to be as NEW), and the words of the refusal.
OF_PERIOD = ("statements", "kept_facts", "reviews", "adjustments")
GROWING = ("audit_log", "exports", "question_steps")


def upgrade() -> None:
    with op.batch_alter_table("periods") as batch_op:
        batch_op.drop_constraint(op.f("ck_periods_state"), type_="check")
        batch_op.create_check_constraint(op.f("ck_periods_state"), STATES)
        for name in ("review_from", "published_at", "closed_at"):
            batch_op.add_column(sa.Column(name, INSTANT, nullable=True))
    op.add_column(
        "statements", sa.Column("digest", sa.String(64), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("lines", sa.Column("corrects", sa.String(), server_default=sa.text("''"), nullable=False))
    op.add_column("lines", sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column(
        "people", sa.Column("payroll_id", sa.String(), server_default=sa.text("''"), nullable=False)
    )
    op.create_index(op.f("ix_messages_follows_id"), "messages", ["follows_id"], unique=False)
    _create_reviews()
    _create_kept()
    _create_announcements()
    _chain_the_log()
    _seal()
    op.execute("UPDATE workspaces SET facts_revision = facts_revision + 1")


def downgrade() -> None:
    _unseal()
    op.drop_index(op.f("ix_messages_follows_id"), "messages")
    for table in reversed(TABLES):
        op.drop_table(table)
    with op.batch_alter_table("audit_log") as batch_op:
        batch_op.drop_constraint(op.f("uq_audit_log_workspace_id_number"), type_="unique")
        for name in ("number", "previous", "digest"):
            batch_op.drop_column(name)
    op.drop_column("people", "payroll_id")
    op.drop_column("lines", "reason")
    op.drop_column("lines", "corrects")
    op.drop_column("statements", "digest")
    op.execute("UPDATE periods SET state = 'open'")
    with op.batch_alter_table("periods") as batch_op:
        for name in ("review_from", "published_at", "closed_at"):
            batch_op.drop_column(name)
        batch_op.drop_constraint(op.f("ck_periods_state"), type_="check")
        batch_op.create_check_constraint(op.f("ck_periods_state"), "state IN ('open')")


def _create_reviews() -> None:
    op.create_table(
        "pay_settings",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("announcements_need_checker", sa.Boolean(), nullable=False),
        sa.Column("instant_nod", sa.Boolean(), nullable=False),
        sa.Column("outlier_percent", sa.Integer(), nullable=False),
        sa.Column("attainment_percent", sa.Integer(), nullable=False),
        sa.Column("corrected_periods", sa.Integer(), nullable=False),
        sa.Column("closes_after_days", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "corrected_periods BETWEEN 0 AND 60", name=op.f("ck_pay_settings_corrected_periods")
        ),
        sa.CheckConstraint(
            "closes_after_days BETWEEN 0 AND 3660", name=op.f("ck_pay_settings_closes_after_days")
        ),
        sa.CheckConstraint(
            "attainment_percent BETWEEN 1 AND 10000", name=op.f("ck_pay_settings_attainment_percent")
        ),
        sa.CheckConstraint(
            "outlier_percent BETWEEN 1 AND 10000", name=op.f("ck_pay_settings_outlier_percent")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_pay_settings_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_settings")),
        sa.UniqueConstraint("workspace_id", name=op.f("uq_pay_settings_workspace_id")),
    )
    op.create_table(
        "reviews",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("period_id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("decided_by", ROW_ID, nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("voided_at", INSTANT, nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'approved', 'sent_back')", name=op.f("ck_reviews_state")),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_reviews_decided_by_people")),
        sa.ForeignKeyConstraint(["period_id"], ["periods.id"], name=op.f("fk_reviews_period_id_periods")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_reviews_person_id_people")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_reviews_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("period_id", "person_id", name=op.f("uq_reviews_period_id_person_id")),
    )
    op.create_index(op.f("ix_reviews_workspace_id_state"), "reviews", ["workspace_id", "state"], unique=False)
    op.create_table(
        "questions",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("expected_minor", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("edition", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("with_id", ROW_ID, nullable=True),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'answered', 'resolved', 'reopened')", name=op.f("ck_questions_state")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_questions_person_id_people")),
        sa.ForeignKeyConstraint(["with_id"], ["people.id"], name=op.f("fk_questions_with_id_people")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_questions_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        sa.UniqueConstraint("workspace_id", "key", name=op.f("uq_questions_workspace_id_key")),
    )
    op.create_index(
        op.f("ix_questions_workspace_id_person_id"), "questions", ["workspace_id", "person_id"], unique=False
    )
    op.create_index(
        op.f("ix_questions_workspace_id_with_id_state"),
        "questions",
        ["workspace_id", "with_id", "state"],
        unique=False,
    )
    op.create_table(
        "adjustments",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("period_id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=True),
        sa.Column("percent_ppm", sa.Integer(), nullable=True),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", ROW_ID, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("question_id", ROW_ID, nullable=True),
        sa.Column("withdrawn_by", ROW_ID, nullable=True),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.CheckConstraint("kind IN ('amount', 'percent')", name=op.f("ck_adjustments_kind")),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_adjustments_made_by_people")),
        sa.ForeignKeyConstraint(["period_id"], ["periods.id"], name=op.f("fk_adjustments_period_id_periods")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_adjustments_person_id_people")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_adjustments_question_id_questions")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by"], ["people.id"], name=op.f("fk_adjustments_withdrawn_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_adjustments_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustments")),
        sa.UniqueConstraint("workspace_id", "key", name=op.f("uq_adjustments_workspace_id_key")),
    )
    op.create_index(
        op.f("ix_adjustments_period_id_person_id"), "adjustments", ["period_id", "person_id"], unique=False
    )
    op.create_table(
        "question_steps",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("question_id", ROW_ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('asked', 'answered', 'handed_on', 'accepted', 'resolved', 'reopened')",
            name=op.f("ck_question_steps_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_question_steps_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_question_steps_question_id_questions")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_question_steps_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_steps")),
    )
    op.create_index(op.f("ix_question_steps_question_id"), "question_steps", ["question_id"], unique=False)


def _create_kept() -> None:
    op.create_table(
        "kept_facts",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("period_id", ROW_ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["period_id"], ["periods.id"], name=op.f("fk_kept_facts_period_id_periods")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_kept_facts_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_facts")),
        sa.UniqueConstraint("period_id", "name", name=op.f("uq_kept_facts_period_id_name")),
    )
    op.create_table(
        "exports",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("period_id", ROW_ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["period_id"], ["periods.id"], name=op.f("fk_exports_period_id_periods")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_exports_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
        sa.UniqueConstraint("period_id", "number", name=op.f("uq_exports_period_id_number")),
    )


def _create_announcements() -> None:
    op.create_table(
        "announcements",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("send_at", INSTANT, nullable=True),
        sa.Column("made_by", ROW_ID, nullable=True),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("asked_id", ROW_ID, nullable=True),
        sa.Column("decided_by", ROW_ID, nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'waiting', 'approved', 'recalled', 'declined')",
            name=op.f("ck_announcements_state"),
        ),
        sa.ForeignKeyConstraint(["asked_id"], ["people.id"], name=op.f("fk_announcements_asked_id_people")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["people.id"], name=op.f("fk_announcements_decided_by_people")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_announcements_made_by_people")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_announcements_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
        sa.UniqueConstraint("workspace_id", "key", name=op.f("uq_announcements_workspace_id_key")),
    )
    op.create_table(
        "spiff_contests",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("spec", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("budget_minor", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("host_id", ROW_ID, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("decided_by", ROW_ID, nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "state IN ('proposed', 'running', 'dropped')", name=op.f("ck_spiff_contests_state")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["people.id"], name=op.f("fk_spiff_contests_decided_by_people")
        ),
        sa.ForeignKeyConstraint(["host_id"], ["people.id"], name=op.f("fk_spiff_contests_host_id_people")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_spiff_contests_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spiff_contests")),
        sa.UniqueConstraint("workspace_id", "plan", name=op.f("uq_spiff_contests_workspace_id_plan")),
    )


def _chain_the_log() -> None:
    op.create_table(
        "audit_heads",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("number", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("digest", sa.String(64), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_audit_heads_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_heads")),
        sa.UniqueConstraint("workspace_id", name=op.f("uq_audit_heads_workspace_id")),
    )
    op.add_column("audit_log", sa.Column("number", sa.BigInteger(), nullable=True))
    op.add_column("audit_log", sa.Column("previous", sa.String(64), nullable=True))
    op.add_column("audit_log", sa.Column("digest", sa.String(64), nullable=True))
    _number_the_log(op.get_bind())
    with op.batch_alter_table("audit_log") as batch_op:
        for name, kind in (
            ("number", sa.BigInteger()),
            ("previous", sa.String(64)),
            ("digest", sa.String(64)),
        ):
            batch_op.alter_column(name, existing_type=kind, nullable=False)
        batch_op.create_unique_constraint(
            op.f("uq_audit_log_workspace_id_number"), ["workspace_id", "number"]
        )


def _number_the_log(connection: sa.Connection) -> None:
    """Chains what stands there already, in the order in which it came, as bot.store.audit does now."""
    log = sa.table(
        "audit_log",
        *(
            sa.column(name)
            for name in ("id", "workspace_id", "actor", "action", "subject_person_id", "details")
        ),
        sa.column("at", INSTANT),
        *(sa.column(name) for name in ("number", "previous", "digest")),
    )
    ends: dict[int, tuple[int, str]] = {}
    for row in connection.execute(sa.select(log).order_by(log.c.workspace_id, log.c.id)).all():
        number, previous = ends.get(row.workspace_id, (0, ""))
        digest = _digest(number + 1, row, previous)
        values = {"number": number + 1, "previous": previous, "digest": digest}
        connection.execute(sa.update(log).where(log.c.id == row.id).values(values))
        ends[row.workspace_id] = (number + 1, digest)
    heads = sa.table("audit_heads", *(sa.column(name) for name in ("workspace_id", "number", "digest")))
    for workspace_id, (number, digest) in ends.items():
        connection.execute(sa.insert(heads).values(workspace_id=workspace_id, number=number, digest=digest))


def _digest(number: int, row: sa.Row[tuple[object, ...]], previous: str) -> str:
    at: datetime = row.at if row.at.tzinfo else row.at.replace(tzinfo=UTC)
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    said = [number, moment, row.actor, row.action, row.subject_person_id, row.details, previous]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def _refusals() -> list[tuple[str, str, str, str]]:
    """Each as table, what is done to a row, when that is refused, and the words of the refusal."""
    found = [("periods", "UPDATE", f"OLD.state IN {FINAL} AND NOT {ONLY_CLOSED}", PUBLISHED)]
    found.append(("periods", "DELETE", f"OLD.state IN {FINAL}", PUBLISHED))
    for table in GROWING:
        found += [(table, act, "1 = 1", GROWS) for act in ("UPDATE", "DELETE")]
    for table, final in [(name, PERIOD_IS_FINAL) for name in OF_PERIOD] + [("lines", STATEMENT_IS_FINAL)]:
        was, will = final.format(row="OLD"), final.format(row="NEW")
        found += [
            (table, "INSERT", will, PUBLISHED),
            (table, "UPDATE", f"{was} OR {will}", PUBLISHED),
            (table, "DELETE", was, PUBLISHED),
        ]
    return found


def _seal() -> None:
    """The database itself refuses to change what was published, and what only grows."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table, act, when, words in _refusals():
        name = f"sealed_{table}_{act.lower()}"
        if not postgresql:
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {when} "
                f"BEGIN SELECT RAISE(ABORT, '{table}: {words}'); END"
            )
            continue
        given = "OLD" if act == "DELETE" else "NEW"
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {when} THEN RAISE EXCEPTION '{table}: {words}'; END IF; RETURN {given}; END $$"
        )
        op.execute(f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def _unseal() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table, act, _, _ in _refusals():
        name = f"sealed_{table}_{act.lower()}"
        op.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if postgresql else ""))
        if postgresql:
            op.execute(f"DROP FUNCTION {name}()")
