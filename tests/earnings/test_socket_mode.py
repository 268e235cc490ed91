"""The same app over Socket Mode: Bolt's own handler, connected to the sandbox's socket."""

import contextlib
import logging
from collections.abc import Iterator
from threading import Thread

import pytest
from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot.sandbox.delivery import SocketDelivery
from tests.front_door import FrontDoor, said


@pytest.fixture
def socket_company(company: FrontDoor) -> Iterator[FrontDoor]:
    handler = SocketModeHandler(company.app, company.world.identity.app_token, ping_interval=0.2)
    handler.client.logger.setLevel(logging.CRITICAL)
    handler.client.connect()
    company.world.deliver_with(SocketDelivery(company.world.sockets))
    yield company

    def close() -> None:
        with contextlib.suppress(AttributeError):  # it trips over a connection that is just being replaced
            handler.client.close()

    # The client's threads take a second to end; nobody has to wait for them.
    Thread(target=close, daemon=True).start()


def test_a_command_is_answered_over_the_socket(socket_company: FrontDoor) -> None:
    message = socket_company.answer("ana")
    assert said(message).startswith("$5,640.05 so far in Q3 2024")
    assert message.text == "Your pay for Q3 2024 so far is here, and only you can see it."


def test_buttons_pages_and_home_work_over_the_socket(socket_company: FrontDoor) -> None:
    answer = socket_company.answer("ana")
    (back,) = socket_company.press("ana", answer, "mycomp.period").changed
    assert said(back).startswith("$4,340.00 earned in Q2 2024")
    assert "Your 3 lines." in said(socket_company.every_line("ana"))
    assert said(socket_company.home("ana")).startswith("$5,640.05")
    assert "not yours to see" in socket_company.ask("cho", "@ana")


def test_who_stops_being_a_member_is_forgotten_over_the_socket(socket_company: FrontDoor) -> None:
    socket_company.ask("ana")
    assert socket_company.world.change_user("UANA", is_restricted=True).problem is None
    assert "You are a guest" in socket_company.ask("ana")


def test_a_failure_is_apologised_for_over_the_socket(socket_company: FrontDoor) -> None:
    socket_company.ask("ana")
    with socket_company.changing() as ledger:
        ledger.connection.exec_driver_sql("UPDATE plan_versions SET document = 'plan: ['")
    assert "Sorry, that went wrong on my side" in socket_company.ask("ana")
