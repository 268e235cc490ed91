"""Options as a person writes them: `days=7`."""

import re
from collections.abc import Iterable

from bot.schedule.job import Job, Options
from bot.schedule.refusals import ScheduleRefused

_WHOLE = re.compile(r"-?[0-9]{1,9}")


def read_options(job: Job, words: Iterable[str]) -> Options:
    """The options in `words`, each a name and a value. ScheduleRefused for what the job does not take."""
    options: dict[str, int | str] = {}
    for word in words:
        name, sign, value = (part.strip() for part in word.partition("="))
        if not (name and sign and value):
            raise ScheduleRefused(f"“{word.strip()[:60]}” is not an option; write it like name=value.")
        if name in options:
            raise ScheduleRefused(f"The option {name} is given twice.")
        is_number = isinstance(job.options.get(name), int) and _WHOLE.fullmatch(value)
        options[name] = int(value) if is_number else value
    job.with_defaults(options)
    return options


def options_in_words(options: Options) -> list[str]:
    """The same, written back."""
    return [f"{name}={value}" for name, value in options.items()]
