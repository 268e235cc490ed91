"""Things people do at the sandbox's page again and again."""

from playwright.sync_api import Page, expect

from bot.sandbox.identity import Command, Shortcut
from bot.sandbox.users import SandboxUser

ANA, BEN = "U1", "U2"
PEOPLE = [
    SandboxUser(ANA, "ana", "Ana Ruiz", "ana@brightwater.example", "Customer success manager"),
    SandboxUser(BEN, "ben", "Ben Okafor", "ben@brightwater.example", "Team lead"),
    *(
        SandboxUser(f"U{number}", f"person{number}", f"Person {number}", f"p{number}@brightwater.example")
        for number in range(3, 36)
    ),
]
COMMANDS = [
    Command("/mycomp", "What you earned, and why", "[period]"),
    Command("/myteam", "What your team earned"),
]
SHORTCUTS = [Shortcut("global", "thank", "Thank someone"), Shortcut("message", "thank", "Thank for this")]


def say(page: Page, text: str) -> None:
    page.locator("#composer-text").fill(text)
    page.locator("#composer-text").press("Enter")


def answer(page: Page) -> None:
    """Asks /mycomp, and waits for the answer with its buttons."""
    say(page, "/mycomp json")
    expect(page.locator(".message-ephemeral")).to_contain_text("You earned € 1,200.00.")


def become(page: Page, name: str) -> None:
    page.locator("#switch-person").click()
    page.get_by_label("Search people by name or title").fill(name)
    page.keyboard.press("Enter")
    expect(page.locator("#me")).to_contain_text(name)
