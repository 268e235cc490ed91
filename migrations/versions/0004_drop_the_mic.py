"""Drop the mic: members, nominations, endorsements, the month with its ballot and award, and rewards

Locks: none; these are new tables, and the version before knows nothing of them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)

TABLES = (
    "recognition_settings",
    "hosts",
    "members",
    "company_values",
    "reminders",
    "nominations",
    "receivers",
    "copies",
    "endorsements",
    "recognition_months",
    "candidates",
    "voters",
    "rewards",
    "awards",
    "gifts",
    "gift_steps",
)


def upgrade() -> None:
    _create_people_and_settings()
    _create_nominations()
    _create_months()
    _create_rewards()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_people_and_settings() -> None:
    op.create_table(
        "recognition_settings",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("monthly_allowance", sa.Integer(), nullable=False),
        sa.Column("pair_cap", sa.Integer(), nullable=False),
        sa.Column("least_characters", sa.Integer(), nullable=False),
        sa.Column("guests_may", sa.Boolean(), nullable=False),
        sa.Column("choosing", sa.String(), nullable=False),
        sa.Column("ties", sa.String(), nullable=False),
        sa.Column("shortlist_size", sa.Integer(), nullable=False),
        sa.Column("ballot_working_days", sa.Integer(), nullable=False),
        sa.Column("edit_minutes", sa.Integer(), nullable=False),
        sa.Column("most_reminders", sa.Integer(), nullable=False),
        sa.Column("quiet_until", sa.String(5), nullable=False),
        sa.Column("quiet_from", sa.String(5), nullable=False),
        sa.Column("unrecognised_after_days", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "choosing IN ('most_endorsed', 'ballot', 'committee')",
            name=op.f("ck_recognition_settings_choosing"),
        ),
        sa.CheckConstraint("ties IN ('in_turn', 'shared')", name=op.f("ck_recognition_settings_ties")),
        sa.CheckConstraint(
            "monthly_allowance BETWEEN 1 AND 1000", name=op.f("ck_recognition_settings_monthly_allowance")
        ),
        sa.CheckConstraint("pair_cap BETWEEN 1 AND 1000", name=op.f("ck_recognition_settings_pair_cap")),
        sa.CheckConstraint(
            "shortlist_size BETWEEN 1 AND 10", name=op.f("ck_recognition_settings_shortlist_size")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_recognition_settings_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recognition_settings")),
        sa.UniqueConstraint("workspace_id", name=op.f("uq_recognition_settings_workspace_id")),
    )
    op.create_table(
        "hosts",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_hosts_person_id_people")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_hosts_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hosts")),
        sa.UniqueConstraint("workspace_id", "person_id", name=op.f("uq_hosts_workspace_id_person_id")),
    )
    op.create_table(
        "members",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("slack_user_id", sa.String(), nullable=False),
        sa.Column("person_id", ROW_ID, nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.Column("no_reminders", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("no_naming", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("no_anniversary", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "standing IN ('member', 'guest', 'outsider', 'bot', 'deactivated')",
            name=op.f("ck_members_standing"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_members_person_id_people")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_members_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
        sa.UniqueConstraint(
            "workspace_id", "slack_user_id", name=op.f("uq_members_workspace_id_slack_user_id")
        ),
    )
    op.create_index(
        op.f("ix_members_workspace_id_person_id"), "members", ["workspace_id", "person_id"], unique=False
    )
    op.create_table(
        "company_values",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_company_values_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_values")),
        sa.UniqueConstraint("workspace_id", "tag", name=op.f("uq_company_values_workspace_id_tag")),
    )
    op.create_table(
        "reminders",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("member_id", ROW_ID, nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_reminders_member_id_members")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_reminders_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint("member_id", "on_date", name=op.f("uq_reminders_member_id_on_date")),
    )


def _create_nominations() -> None:
    op.create_table(
        "nominations",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("giver_id", ROW_ID, nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("giver_month", sa.String(7), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("value_id", ROW_ID, nullable=True),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("photo_file", sa.String(), nullable=True),
        sa.Column("quoted_text", sa.Text(), nullable=True),
        sa.Column("quoted_link", sa.String(), nullable=True),
        sa.Column("request_key", sa.String(), nullable=False),
        sa.Column("given_at", INSTANT, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("edited_at", INSTANT, nullable=True),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.Column("withdrawn_by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "withdrawn_by IN ('giver', 'deleted', 'admin')", name=op.f("ck_nominations_withdrawn_by")
        ),
        sa.ForeignKeyConstraint(["giver_id"], ["members.id"], name=op.f("fk_nominations_giver_id_members")),
        sa.ForeignKeyConstraint(
            ["value_id"], ["company_values.id"], name=op.f("fk_nominations_value_id_company_values")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_nominations_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nominations")),
        sa.UniqueConstraint(
            "workspace_id", "request_key", name=op.f("uq_nominations_workspace_id_request_key")
        ),
    )
    op.create_index(
        op.f("ix_nominations_workspace_id_given_at"),
        "nominations",
        ["workspace_id", "given_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_nominations_workspace_id_giver_id_giver_month"),
        "nominations",
        ["workspace_id", "giver_id", "giver_month"],
        unique=False,
    )
    op.create_index(
        op.f("ix_nominations_workspace_id_month"), "nominations", ["workspace_id", "month"], unique=False
    )
    op.create_table(
        "receivers",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("nomination_id", ROW_ID, nullable=False),
        sa.Column("member_id", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_receivers_member_id_members")),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nominations.id"], name=op.f("fk_receivers_nomination_id_nominations")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_receivers_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receivers")),
        sa.UniqueConstraint("nomination_id", "member_id", name=op.f("uq_receivers_nomination_id_member_id")),
    )
    op.create_index(
        op.f("ix_receivers_workspace_id_member_id"), "receivers", ["workspace_id", "member_id"], unique=False
    )
    op.create_table(
        "copies",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("nomination_id", ROW_ID, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nominations.id"], name=op.f("fk_copies_nomination_id_nominations")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_copies_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copies")),
        sa.UniqueConstraint("workspace_id", "channel", "ts", name=op.f("uq_copies_workspace_id_channel_ts")),
    )
    op.create_index(op.f("ix_copies_nomination_id"), "copies", ["nomination_id"], unique=False)
    op.create_table(
        "endorsements",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("nomination_id", ROW_ID, nullable=False),
        sa.Column("member_id", ROW_ID, nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_endorsements_member_id_members")
        ),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nominations.id"], name=op.f("fk_endorsements_nomination_id_nominations")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_endorsements_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endorsements")),
        sa.UniqueConstraint(
            "nomination_id",
            "member_id",
            "origin",
            name=op.f("uq_endorsements_nomination_id_member_id_origin"),
        ),
    )
    op.create_index(
        op.f("ix_endorsements_workspace_id_member_id"),
        "endorsements",
        ["workspace_id", "member_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_endorsements_workspace_id_at"), "endorsements", ["workspace_id", "at"], unique=False
    )


def _create_months() -> None:
    op.create_table(
        "recognition_months",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("choosing", sa.String(), nullable=False),
        sa.Column("ties", sa.String(), nullable=False),
        sa.Column("closed_at", INSTANT, nullable=False),
        sa.Column("ballot_until", INSTANT, nullable=True),
        sa.CheckConstraint(
            "state IN ('ballot', 'committee', 'chosen', 'announced', 'empty')",
            name=op.f("ck_recognition_months_state"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_recognition_months_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recognition_months")),
        sa.UniqueConstraint("workspace_id", "month", name=op.f("uq_recognition_months_workspace_id_month")),
    )
    op.create_table(
        "candidates",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("month_id", ROW_ID, nullable=False),
        sa.Column("member_id", ROW_ID, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("support_halves", sa.Integer(), nullable=False),
        sa.Column("nominators", sa.Integer(), nullable=False),
        sa.Column("teams", sa.Integer(), nullable=False),
        sa.Column("first_at", INSTANT, nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.CheckConstraint("votes >= 0", name=op.f("ck_candidates_votes")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_candidates_member_id_members")),
        sa.ForeignKeyConstraint(
            ["month_id"], ["recognition_months.id"], name=op.f("fk_candidates_month_id_recognition_months")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_candidates_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidates")),
        sa.UniqueConstraint("month_id", "member_id", name=op.f("uq_candidates_month_id_member_id")),
    )
    op.create_table(
        "voters",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("month_id", ROW_ID, nullable=False),
        sa.Column("member_id", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_voters_member_id_members")),
        sa.ForeignKeyConstraint(
            ["month_id"], ["recognition_months.id"], name=op.f("fk_voters_month_id_recognition_months")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_voters_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voters")),
        sa.UniqueConstraint("month_id", "member_id", name=op.f("uq_voters_month_id_member_id")),
    )


def _create_rewards() -> None:
    op.create_table(
        "rewards",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("value_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("taxable", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("stock", sa.Integer(), nullable=True),
        sa.Column("yearly_limit", sa.Integer(), nullable=True),
        sa.Column("retired", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint("stock >= 0", name=op.f("ck_rewards_stock")),
        sa.CheckConstraint("value_minor >= 0", name=op.f("ck_rewards_value_minor")),
        sa.CheckConstraint("yearly_limit >= 1", name=op.f("ck_rewards_yearly_limit")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_rewards_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rewards")),
        sa.UniqueConstraint("workspace_id", "name", name=op.f("uq_rewards_workspace_id_name")),
    )
    op.create_table(
        "awards",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("month_id", ROW_ID, nullable=False),
        sa.Column("member_id", ROW_ID, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("reward_id", ROW_ID, nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("approved_by", ROW_ID, nullable=True),
        sa.Column("approved_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "state IN ('preview', 'approved', 'announced', 'passed_over')", name=op.f("ck_awards_state")
        ),
        sa.ForeignKeyConstraint(["approved_by"], ["people.id"], name=op.f("fk_awards_approved_by_people")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_awards_member_id_members")),
        sa.ForeignKeyConstraint(
            ["month_id"], ["recognition_months.id"], name=op.f("fk_awards_month_id_recognition_months")
        ),
        sa.ForeignKeyConstraint(["reward_id"], ["rewards.id"], name=op.f("fk_awards_reward_id_rewards")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_awards_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_awards")),
        sa.UniqueConstraint("month_id", "member_id", name=op.f("uq_awards_month_id_member_id")),
    )
    op.create_table(
        "gifts",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("reward_id", ROW_ID, nullable=False),
        sa.Column("member_id", ROW_ID, nullable=False),
        sa.Column("award_id", ROW_ID, nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("pooled_into", ROW_ID, nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint(
            "state IN ('promised', 'approved', 'fulfilled', 'declined', 'pooled')",
            name=op.f("ck_gifts_state"),
        ),
        sa.ForeignKeyConstraint(["award_id"], ["awards.id"], name=op.f("fk_gifts_award_id_awards")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_gifts_member_id_members")),
        sa.ForeignKeyConstraint(["pooled_into"], ["gifts.id"], name=op.f("fk_gifts_pooled_into_gifts")),
        sa.ForeignKeyConstraint(["reward_id"], ["rewards.id"], name=op.f("fk_gifts_reward_id_rewards")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_gifts_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gifts")),
        sa.UniqueConstraint("workspace_id", "key", name=op.f("uq_gifts_workspace_id_key")),
    )
    op.create_index(
        op.f("ix_gifts_workspace_id_member_id"), "gifts", ["workspace_id", "member_id"], unique=False
    )
    op.create_table(
        "gift_steps",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workspace_id", ROW_ID, nullable=False),
        sa.Column("gift_id", ROW_ID, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["gift_id"], ["gifts.id"], name=op.f("fk_gift_steps_gift_id_gifts")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_gift_steps_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_steps")),
    )
    op.create_index(op.f("ix_gift_steps_gift_id"), "gift_steps", ["gift_id"], unique=False)
