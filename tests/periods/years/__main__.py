"""`python -m tests.periods.years`: plays years of paydays and counts, or replays one history step by step."""

import argparse
import sys

from tests.periods.years.many import play_many, replay


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.periods.years", description=__doc__)
    parser.add_argument("--rounds", type=int, default=100, help="how many histories to play")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first; the others follow it")
    parser.add_argument("--replay", type=int, metavar="SEED", help="tell one history step by step")
    options = parser.parse_args()
    if options.replay is not None:
        return 1 if replay(options.replay, print) else 0
    totals = play_many(range(options.seed, options.seed + options.rounds))
    print(totals.in_words())
    for failed in totals.failed:
        print(failed.in_words())
    return 1 if totals.failed else 0


if __name__ == "__main__":
    sys.exit(main())
