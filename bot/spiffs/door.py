"""Who comes in to start a contest. Anybody of the company may look at those that they are in."""

from bot.doors import Door
from bot.people.contest_access import may_start_contests

DOOR = Door("spiffs/no", "not_manager", may_start_contests)
