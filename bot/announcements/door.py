"""Who comes in to announce something. Anybody of the company may be asked for a nod."""

from bot.doors import Door
from bot.people.access import may_announce

DOOR = Door("announcements/turned_away", "not_manager", may_announce)
