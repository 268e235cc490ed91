"""Times of day as people write them."""

from datetime import time

import pytest

from bot.schedule.refusals import ScheduleRefused
from bot.schedule.timing import read_time
from tests.schedule.timings import timing


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("09:00", time(9)),
        (" 9:05 ", time(9, 5)),
        ("00:00", time(0)),
        ("23:59", time(23, 59)),
        ("9 am", time(9)),
        ("12 AM", time(0)),
        ("12pm", time(12)),
        ("5:30 pm", time(17, 30)),
    ],
)
def test_a_time_of_day_is_read(written: str, meant: time) -> None:
    assert read_time(written) == meant


@pytest.mark.parametrize(
    "written", ["", "9", "24:00", "9:60", "13 pm", "0 am", "9:5", "noon", "09:00:00", "٩:٠٠"]
)
def test_what_is_no_time_of_day_is_told(written: str) -> None:
    with pytest.raises(ScheduleRefused, match=r"is not a time of day; write it like 09:00 or 17:30\."):
        read_time(written)


def test_the_first_word_that_cannot_be_read_is_told() -> None:
    with pytest.raises(ScheduleRefused, match="not a time zone"):
        timing("every day", "09:00", "Mars/Olympus")
    with pytest.raises(ScheduleRefused, match="No holidays are known"):
        timing("every day", "09:00", "UTC", "Atlantis")
