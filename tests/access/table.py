"""The matrix: who gets what of what is Ana's, by each way that there is to it.

S  sees her amounts
L  is let in, and no amount of hers is there
O  gets what is their own, or that there is none; nothing is there of hers
K  knows of it anyway, and is refused
any other letter  is refused, in the words of the room for that letter

Guests and all others who are nobody of the company (kinds.STRANGERS) are refused everywhere, in the words of
the room for their kind.
"""

from tests.access import announcements, contests, office, pay, questions, review
from tests.access.kinds import KINDS, STRANGERS
from tests.access.surface import Room

ROOMS: dict[str, Room] = {
    "pay": pay.ROOM,
    "review": review.ROOM,
    "questions": questions.ROOM,
    "contests": contests.ROOM,
    "announcements": announcements.ROOM,
    "office": office.ROOM,
}
# Who they are, by column; a row is a way, by the listener that it reaches.
COLUMNS = [kind for kind in KINDS if kind not in STRANGERS]
_TABLES = {
    #                         self
    #                         |  peer
    #                         |  |  manager
    #                         |  |  |  skip-level
    #                         |  |  |  |  another's manager
    #                         |  |  |  |  |  former manager
    #                         |  |  |  |  |  |  admin
    "pay": """
        /mycomp                 S  O  O  O  O  O  O
        /mycomp (help)          L  L  L  L  L  L  L
        /mycomp (hers)          S  -  S  S  -  -  S
        /mycomp (hers, Q2)      S  -  S  S  -  -  S
        mycomp.period           S  -  S  S  -  -  S
        mycomp.next             S  -  S  S  -  -  S
        mycomp.lines            S  -  S  S  -  -  S
        lines.earlier           S  -  S  S  -  -  S
        lines.later             S  -  S  S  -  -  S
        lines.why               S  -  S  S  -  -  S
        mycomp.what_if          L  -  L  L  -  -  L
        what_if                 S  -  S  S  -  -  S
        app_home_opened         S  O  O  O  O  O  O
        home.period             S  -  S  S  -  -  S
        home.now                S  -  S  S  -  -  S
        home.lines              S  -  S  S  -  -  S
        home.what_if            L  -  L  L  -  -  L
    """,
    "review": """
        review.look             -  -  S  S  -  -  S
        review.look (in modal)  -  -  S  S  -  -  S
        review.look_again       -  -  S  S  -  -  S
        review.lines            -  -  S  S  -  -  S
        review.people           O  O  S  S  O  O  S
        review.earlier          O  O  S  S  O  O  S
        review.later            O  O  S  S  O  O  S
        review.approve_all      n  y  L  L  y  y  L
        review.approve_clean    n  y  L  L  y  y  L
        review.approve          n  y  L  L  y  y  L
        review.send_back        -  -  L  L  -  -  L
        review.sent_back        n  y  L  L  y  y  L
        review.adjust           -  -  L  L  -  -  L
        review.adjusted         -  -  L  L  -  -  L
        review.withdraw         t  t  S  S  t  t  S
        review.start            a  a  a  a  a  a  L
        review.publish          a  a  a  a  a  a  L
        review.close            a  a  a  a  a  a  L
        review.back             a  a  a  a  a  a  L
    """,
    "questions": """
        /mycomp (questions)     L  O  L  O  O  O  O
        question.list           L  O  L  O  O  O  O
        lines.ask               L  p  -  -  p  p  -
        question.ask            L  g  g  g  g  g  g
        question.open           S  -  S  S  -  -  S
        question.line           S  -  S  S  -  -  S
        question.answer         -  -  L  L  -  -  L
        question.answered       -  -  L  L  -  -  L
        question.hand_on        -  -  L  L  -  -  L
        question.handed_on      -  -  L  L  -  -  L
        question.accept         -  -  L  L  -  -  L
        question.adjust         -  -  S  S  -  -  S
        question.adjusted       -  -  L  L  -  -  L
        question.settle         L  -  -  -  -  -  -
        question.again          L  -  -  -  -  -  -
        question.asked_again    L  -  -  -  -  -  -
    """,
    "contests": """
        /spiff                  S  L  L  L  L  O  L
        /spiff (new)            m  m  L  L  L  m  L
        spiff.about             S  L  L  L  L  c  L
        spiff.all               S  L  L  L  L  O  L
        spiff.club              L  L  L  L  L  L  L
        spiff.new               m  m  L  L  L  m  L
        spiff.change            m  m  L  L  b  m  L
        spiff_new               m  m  L  L  b  m  L
        spiff_terms             m  m  L  L  b  m  L
        spiff_preview           m  m  L  L  b  m  L
        spiff.approve           -  -  o  -  -  -  L
        spiff.approve (off)     -  -  K  -  -  -  L
        spiff.decline           -  -  o  -  -  -  L
        spiff.call_off          -  -  L  -  -  -  L
    """,
    "announcements": """
        /announce               m  m  L  L  L  m  L
        /announce (list)        m  m  O  L  O  m  L
        /announce (settings)    m  m  L  L  L  m  L
        announce.composed       m  m  L  L  L  m  L
        announce.back           m  m  -  L  -  m  -
        announce.go_on          m  m  -  L  -  m  -
        announce.again          m  m  -  L  -  m  -
        announce.send           m  m  -  L  -  m  -
        announce.look           -  -  -  L  -  -  L
        announce.approve        d  d  d  L  d  d  L
        announce.change         d  d  d  L  d  d  L
        announce.changed        d  d  d  L  d  d  L
        announce.decline        d  d  d  L  d  d  L
        announce.declined       d  d  d  L  d  d  L
        announce.recall         d  d  d  K  d  d  L
        announce.take_down      d  d  d  K  d  d  L
        announce.settings       a  a  a  a  a  a  L
    """,
    "office": """
        /micdrop                a  a  a  a  a  a  L
        /micdrop (outbox)       a  a  a  a  a  a  L
        outbox.open             a  a  a  a  a  a  L
        payroll.open            a  a  a  a  a  a  L
        payroll                 a  a  a  a  a  a  L
    """,
}


def _read(table: str) -> dict[str, dict[str, str]]:
    """By way, the letter for each kind of people."""
    found: dict[str, dict[str, str]] = {}
    for line in table.strip().splitlines():
        way, _, letters = line.strip().partition("  ")
        found[way] = dict(zip(COLUMNS, letters.split(), strict=True))
    return found


TABLE = {room: _read(table) for room, table in _TABLES.items()}

# The listeners that are not in the table, with why nobody's pay can be behind them.
NO_PAY: dict[str, tuple[str, ...]] = {
    "Recognition is public by design; what people say of one another, and who voted, is tested with it.": (
        "/dropthemic", "message", "reaction_added", "reaction_removed",
        "recognition.anywhere", "recognition.on_message", "recognition.give", "recognition.again",
        "recognition.edit", "recognition.edited", "recognition.withdraw", "recognition.withdrawn",
        "recognition.endorse", "recognition.open", "recognition.open_for", "recognition.more",
        "recognition.link", "recognition.message", "recognition.settings", "recognition.export",
        "ballot.open", "ballot.vote",
        "award.approve", "award.edit", "award.edited", "award.pass_over", "award.pick", "award.picked",
        "award.reward", "award.rewarded", "award.words",
    ),
    "A reward is a thing that is not pay; who may see whose is tested with rewards.": (
        "rewards.open", "rewards.add", "rewards.change", "rewards.kept", "rewards.retire",
        "rewards.earlier", "rewards.later",
        "gift.all", "gift.approve", "gift.decline", "gift.earlier", "gift.later", "gift.fulfil", "gift.give",
        "gift.given", "gift.pool", "gift.pooled",
    ),
    "One's own wishes about messages.": ("wishes.open", "wishes.kept", "wishes.no_reminders"),
    "What has not gone out, by titles, never what a message says; who may is tested in tests/admin.": (
        "outbox.again", "outbox.drop", "outbox.drop_waiting", "outbox.earlier", "outbox.found",
        "outbox.later", "outbox.resume",
    ),
    "When something happens, and not to whom; who may is tested in tests/admin.": (
        "new_schedule", "schedule.add", "schedule.earlier", "schedule.go_on", "schedule.later",
        "schedule.next", "schedule.open", "schedule.pause", "schedule.remove", "schedule.resume",
        "schedule.run",
    ),
    "Slack tells of a person, and nobody is answered.": ("user_change",),
}  # fmt: skip
