"""From an award to the values of its templates."""

from collections.abc import Iterable, Sequence

from bot.recognition.award_rows import Award
from bot.recognition.month_facts import said_of
from bot.recognition.month_rows import COMMITTEE, Month
from bot.recognition.quotes import Said, best_quotes
from bot.recognition.shown import SOMEBODY, Values, quoted
from bot.recognition.taking_part import Member, members_by_id
from bot.recognition.work import Work
from bot.slack.names_shown import names_shown

QUOTES = 3
MOST_QUOTE_CHARACTERS = 280
MOST_WORDS_CHARACTERS = 1_200
# Where several share it the announcement has room for fewer words of each.
MOST_QUOTES_SHARED = 9
MOST_SHOWN_AT_ONCE = 30


def preview_values(
    work: Work, month: Month, award: Award, others: Sequence[Award], left: Iterable[str]
) -> Values:
    """Values of recognition/award_preview. `left` are the names of those who stood first but have left."""
    said = said_of(work.connection, work.company.id, month.month, [award.member_id])[award.member_id]
    sharing = [one.name for one in others if one.id != award.id]
    return {
        "id": f"{award.id} {award.edition}",
        "month": month.label,
        "state": award.state,
        "picked": month.choosing == COMMITTEE,
        "name": award.name,
        "user": award.user_id,
        "no_naming": award.no_naming,
        "how": award.how,
        "words": quoted(award.words, MOST_WORDS_CHARACTERS) if award.words else "",
        "reasons": quoted(award.reasons, MOST_WORDS_CHARACTERS) if award.reasons else "",
        "quotes": quote_values(work, best_quotes(said, QUOTES, MOST_QUOTE_CHARACTERS)),
        "nominations": len(said),
        "reward": award.reward,
        "sharing": names_shown(sharing, 10).words,
        "left": names_shown(left, 10).words,
        "approved_by": award.approved_by,
    }


def announced_values(work: Work, month: Month, winners: Sequence[Award]) -> Values:
    """Values of recognition/award_announced. Who is not to be named in a channel is not, nor quoted of."""
    named = [award for award in winners if not award.no_naming]
    each = max(1, min(QUOTES, MOST_QUOTES_SHARED // max(1, len(named))))
    said = said_of(work.connection, work.company.id, month.month, [award.member_id for award in named])
    shown = []
    for award in named:
        best = best_quotes(said[award.member_id], each, MOST_QUOTE_CHARACTERS)
        shown.append(
            {
                "user": award.user_id,
                "words": quoted(award.words, MOST_WORDS_CHARACTERS) if award.words else "",
                "reward": award.reward,
                "quotes": quote_values(work, best, in_channel=True),
            }
        )
    names = names_shown((None if award.no_naming else award.name for award in winners), 10)
    return {
        "month": month.label,
        "winners": shown,
        "unnamed": len(winners) - len(named),
        "names": names.words if named else SOMEBODY,
        "shared": len(winners) > 1,
        "how": winners[0].how,
    }


def won_values(work: Work, month: Month, award: Award) -> Values:
    """Values of recognition/award_won."""
    said = said_of(work.connection, work.company.id, month.month, [award.member_id])[award.member_id]
    return {
        "month": month.label,
        "words": quoted(award.words, MOST_WORDS_CHARACTERS) if award.words else "",
        "how": award.how,
        "reward": award.reward,
        "nominations": len(said),
        "quotes": quote_values(work, best_quotes(said, QUOTES, MOST_QUOTE_CHARACTERS)),
        "channel": "" if award.no_naming else work.settings.channel,
    }


def all_words_values(work: Work, month: Month, award: Award) -> Values:
    """Values of recognition/award_words: everything that was said of the winner, the best first."""
    said = said_of(work.connection, work.company.id, month.month, [award.member_id])[award.member_id]
    shown = best_quotes(said, MOST_SHOWN_AT_ONCE, 1_000)
    return {
        "name": award.name,
        "month": month.label,
        "quotes": quote_values(work, shown),
        "more": len(said) - len(shown),
    }


def quote_values(work: Work, quotes: Sequence[Said], *, in_channel: bool = False) -> list[Values]:
    """Quotes with who said them; a giver who is not to be named in a channel is not named there."""
    givers = members_by_id(work.connection, work.company, {one.giver_id for one in quotes}, work.now)
    return [
        {
            "words": one.words,
            "giver": _called(givers[one.giver_id], in_channel=in_channel),
            "endorsements": one.endorsements,
        }
        for one in quotes
    ]


def _called(giver: Member, *, in_channel: bool) -> str:
    return SOMEBODY if in_channel and giver.no_naming else giver.name
