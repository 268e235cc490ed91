"""The outbox, what was received, schedules with their runs, and the clock's own mark

Locks: `workspaces`, for a moment, to get two columns that may be empty; nothing is rewritten on either store.
The rest are new tables. The version before can run beside it: it knows nothing of them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_messages()
    _create_paces_and_received()
    _create_schedules()
    op.add_column("workspaces", sa.Column("country", sa.String(), nullable=True))
    op.add_column("workspaces", sa.Column("fallback_channel", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("workspaces", "fallback_channel")
    op.drop_column("workspaces", "country")
    for table in ("clock_marks", "runs", "schedules", "received", "paces", "messages"):
        op.drop_table(table)


def _create_messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", ROW_ID, nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("fell_back_from", sa.String(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("follows_id", ROW_ID, nullable=True),
        sa.Column("mender_id", ROW_ID, nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("fence", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("leased_by", sa.String(), nullable=True),
        sa.Column("leased_until", INSTANT, nullable=True),
        sa.Column("look_since", INSTANT, nullable=True),
        sa.Column("looks", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("ts", sa.String(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.CheckConstraint("kind IN ('post', 'home', 'edit', 'delete')", name=op.f("ck_messages_kind")),
        sa.CheckConstraint(
            "state <> 'sending' OR leased_until IS NOT NULL", name=op.f("ck_messages_sending_has_a_lease")
        ),
        sa.CheckConstraint(
            "state <> 'sent' OR sent_at IS NOT NULL", name=op.f("ck_messages_sent_has_a_time")
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'sending', 'sent', 'unclear', 'held', 'dead', 'dropped')",
            name=op.f("ck_messages_state"),
        ),
        sa.CheckConstraint("urgency BETWEEN 0 AND 3", name=op.f("ck_messages_urgency")),
        sa.ForeignKeyConstraint(
            ["follows_id"], ["messages.id"], name=op.f("fk_messages_follows_id_messages")
        ),
        sa.ForeignKeyConstraint(["mender_id"], ["people.id"], name=op.f("fk_messages_mender_id_people")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_messages_person_id_people")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_messages_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("workspace_id", "key", name=op.f("uq_messages_workspace_id_key")),
    )
    op.create_index(op.f("ix_messages_state_due_at"), "messages", ["state", "due_at"], unique=False)
    op.create_index(
        op.f("ix_messages_workspace_id_channel_ts"),
        "messages",
        ["workspace_id", "channel", "ts"],
        unique=False,
    )
    op.create_index(
        op.f("ix_messages_workspace_id_state_urgency_id"),
        "messages",
        ["workspace_id", "state", "urgency", "id"],
        unique=False,
    )


def _create_paces_and_received() -> None:
    op.create_table(
        "paces",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("free_at", INSTANT, nullable=False),
        sa.Column("stopped", sa.String(), nullable=True),
        sa.Column("stopped_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_paces_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paces")),
        sa.UniqueConstraint("workspace_id", "place", name=op.f("uq_paces_workspace_id_place")),
    )
    op.create_table(
        "received",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_received_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received")),
        sa.UniqueConstraint("workspace_id", "key", name=op.f("uq_received_workspace_id_key")),
    )
    op.create_index(op.f("ix_received_at"), "received", ["at"], unique=False)


def _create_schedules() -> None:
    op.create_table(
        "schedules",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("local_time", sa.String(5), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("catch_up", sa.String(), nullable=False),
        sa.Column("skip_after_minutes", sa.Integer(), server_default=sa.text("720"), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("seen_through", INSTANT, nullable=False),
        sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.Column("retry_at", INSTANT, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.CheckConstraint("catch_up IN ('all', 'latest', 'skip')", name=op.f("ck_schedules_catch_up")),
        sa.CheckConstraint("skip_after_minutes >= 0", name=op.f("ck_schedules_skip_after_minutes")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_schedules_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedules")),
        sa.UniqueConstraint("workspace_id", "name", name=op.f("uq_schedules_workspace_id_name")),
    )
    op.create_table(
        "runs",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("schedule_id", ROW_ID, nullable=False),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("slot_at", INSTANT, nullable=False),
        sa.Column("ran_at", INSTANT, nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.CheckConstraint("outcome IN ('done', 'skipped')", name=op.f("ck_runs_outcome")),
        sa.ForeignKeyConstraint(
            ["schedule_id"], ["schedules.id"], name=op.f("fk_runs_schedule_id_schedules"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_runs_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
        sa.UniqueConstraint("schedule_id", "slot", name=op.f("uq_runs_schedule_id_slot")),
    )
    op.create_index(op.f("ix_runs_workspace_id_ran_at"), "runs", ["workspace_id", "ran_at"], unique=False)

    op.create_table(
        "clock_marks",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("ticked_at", INSTANT, nullable=False),
        sa.Column("halted_at", INSTANT, nullable=True),
        sa.Column("jumped_from", INSTANT, nullable=True),
        sa.Column("jumped_to", INSTANT, nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_clock_marks_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_marks")),
    )
