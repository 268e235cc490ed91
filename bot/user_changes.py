"""What Slack tells us about people: who became a guest or left is not known to us any more."""

from slack_bolt import App

from bot.people.identity import forget, profile_from
from bot.people.profiles import read_profile
from bot.recognition.taking_part import changed_in_slack
from bot.services import Services
from bot.slack.declared import Declared

DECLARED = Declared(events=("user_change",), scopes=("users:read", "users:read.email"))


def register(app: App, services: Services) -> None:
    """Adds the events about people."""

    @app.event("user_change")
    def changed(event: dict[str, dict[str, str]], body: dict[str, str]) -> None:
        user = event["user"]
        profile = profile_from(user)
        if profile.is_deactivated or profile.is_guest or profile.is_outsider:
            forget(services.engine, body["team_id"], user["id"])
        told = read_profile(user["id"], user)
        changed_in_slack(services.engine, body["team_id"], told, services.clock())
