"""`python -m tests.delivery.simulation`: plays histories and counts, or replays one step by step."""

import argparse
import os
import sys

from tests.delivery.simulation.many import play_in_processes, replay


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.delivery.simulation", description=__doc__)
    parser.add_argument("--rounds", type=int, default=1_000, help="how many histories to play")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first; the others follow it")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="that share them")
    parser.add_argument("--replay", type=int, metavar="SEED", help="tell one history step by step")
    options = parser.parse_args()
    if options.replay is not None:
        return 1 if replay(options.replay, print) else 0
    totals = play_in_processes(range(options.seed, options.seed + options.rounds), options.processes)
    print(totals.in_words())
    for failed in totals.failed:
        print(failed.in_words())
    return 1 if totals.failed else 0


if __name__ == "__main__":
    sys.exit(main())
