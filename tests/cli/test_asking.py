"""Asking, and looking at what is set, on the command line."""

import json
import os
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from sqlalchemy import select, update

from bot.store.base import table_of
from bot.store.engine import open_engine, reading, writing
from bot.store.tables import AuditEntry, Person
from tests.cli.conftest import Micdrop
from tests.pictures import NOW

AT = NOW.isoformat()


def test_an_answer_reads_well_in_a_terminal(filled: Micdrop) -> None:
    ran = filled("ask", "/mycomp last quarter", "--as", "Ana Beltrán", "--now", AT)
    assert ran.code == 0
    title, line, *_ = ran.out.splitlines()
    assert title.startswith("$")
    assert title.endswith("earned in Q3 2026")
    assert line == "=" * len(title)
    assert "Plan: Base and variable" in ran.out
    assert "[Show every line]  [Q2 2026]" in ran.out
    assert "*" not in ran.out


def test_the_blocks_come_as_json(filled: Micdrop) -> None:
    ran = filled("ask", "/mycomp Q3", "--as", "E1007", "--json", "--now", AT)
    blocks = json.loads(ran.out)
    assert blocks[0]["type"] == "header"
    assert "Q3 2026" in blocks[0]["text"]["text"]


def test_asking_is_noted_in_the_audit_log_and_makes_nobody_somebody_else(
    filled: Micdrop, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled("ask", "/mycomp", "--as", "E1007", "--now", AT)
    engine = open_engine(os.environ["DATABASE_URL"])
    audit, people = table_of(AuditEntry), table_of(Person)
    with reading(engine) as connection:
        actions = connection.execute(select(audit.c.action, audit.c.actor)).all()
        linked = connection.execute(select(people.c.slack_user_id)).scalars().all()
    engine.dispose()
    assert ("asked_as", "command line") in [tuple(row) for row in actions]
    assert set(linked) == {None}


def test_a_manager_asks_for_somebody_in_their_line_and_a_peer_may_not(filled: Micdrop) -> None:
    manager = filled("ask", "/mycomp @e1007 Q3", "--as", "Tomasz Wieczorek", "--now", AT)
    assert "Ana Beltrán: $" in manager.out
    peer = filled("ask", "/mycomp @e1007 Q3", "--as", "Kwabena Asante", "--now", AT)
    assert "That pay is not yours to see." in peer.out
    assert "$" not in peer.out


def test_who_is_not_here_is_not_asked_for(filled: Micdrop) -> None:
    ran = filled("ask", "/mycomp", "--as", "Ana Beltran", "--now", AT)
    assert ran.code == 1
    assert "Nobody here is 'Ana Beltran'. Did you mean Ana Beltrán" in ran.err


def test_who_has_no_email_is_told_what_to_do(filled: Micdrop) -> None:
    engine = open_engine(os.environ["DATABASE_URL"])
    people = table_of(Person)
    with writing(engine) as connection:
        connection.execute(update(people).where(people.c.key == "E1007").values(email=""))
    engine.dispose()
    ran = filled("ask", "/mycomp", "--as", "E1007", "--now", AT)
    assert ran.code == 1
    assert "Ana Beltrán has no email" in ran.err


def test_doctor_says_what_is_there_and_what_to_do_next(filled: Micdrop) -> None:
    ran = filled("doctor")
    assert ran.code == 0
    assert "✓ 33 people" in ran.out
    assert "• SLACK_BOT_TOKEN is not set" in ran.out


def test_doctor_on_an_empty_database_says_how_to_fill_it(
    micdrop: Micdrop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    ran = micdrop("doctor")
    assert ran.code == 0
    assert "is empty" in ran.out


def test_doctor_tells_a_token_that_slack_cannot_be_asked_about(
    micdrop: Micdrop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-not-for-printing")
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/")
    ran = micdrop("doctor")
    assert ran.code == 1
    assert "✗ Slack cannot be reached" in ran.out
    assert "xoxb-not-for-printing" not in ran.out + ran.err


def test_doctor_tells_a_setting_that_cannot_be(micdrop: Micdrop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "a lot")
    ran = micdrop("doctor")
    assert ran.code == 1
    assert "PORT" in ran.err


def test_the_manifest_is_yaml_that_slack_takes(micdrop: Micdrop) -> None:
    made = YAML(typ="safe").load(micdrop("manifest").out)
    assert made["settings"]["socket_mode_enabled"] is True
    assert {"/mycomp", "/micdrop"} <= {one["command"] for one in made["features"]["slash_commands"]}


def test_the_workspace_is_shown_and_changed(filled: Micdrop) -> None:
    ran = filled(
        "workspace", "--time-zone", "Europe/Berlin", "--fiscal-year-starts", "2", "--add-admin", "E1007"
    )
    assert ran.code == 0
    assert "time zone            Europe/Berlin" in ran.out
    assert "fiscal year starts   February" in ran.out
    assert "Ana Beltrán" in ran.out
    asked = filled("ask", "/mycomp Q3 2026", "--as", "E1007", "--now", AT)
    assert "Q3 FY2026" in asked.out
