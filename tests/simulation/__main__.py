"""`python -m tests.simulation --seeds 20000 --start 1`; `--seed 123 -v` replays one."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor

from tests.simulation.run import describe, simulate
from tests.simulation.tell import Totals
from tests.simulation.world import Outcome

SHOWN = 5
"""Failing seeds whose stories are printed."""


def _quiet(seed: int) -> Outcome:
    outcome = simulate(seed)
    if not outcome.violations:
        outcome.story.clear()
    return outcome


def _outcomes(seeds: range, jobs: int) -> Iterable[Outcome]:
    if jobs == 1:
        yield from map(_quiet, seeds)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(_quiet, seeds, chunksize=20)


def main() -> int:
    """0 where every seed held."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation")
    parser.add_argument("--seeds", type=int, default=1000)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int)
    parser.add_argument("-v", "--verbose", action="store_true")
    arguments = parser.parse_args()
    start, seeds = arguments.start, arguments.seeds
    if arguments.seed is not None:
        start, seeds = arguments.seed, 1
    sys.stdout.write(f"{seeds} seeds from {start}\n")
    sys.stdout.flush()
    totals, failed = Totals(), Counter[str]()
    for outcome in _outcomes(range(start, start + seeds), arguments.jobs):
        totals.add(outcome)
        if outcome.violations:
            failed[outcome.violations[0]] += 1
            if failed.total() <= SHOWN:
                sys.stdout.write(describe(outcome) + "\n")
            else:
                sys.stdout.write(f"seed {outcome.seed}: {outcome.violations}\n")
        elif arguments.verbose:
            sys.stdout.write("\n".join(outcome.story) + "\n")
    sys.stdout.write(f"{totals}\nfailed: {failed.total()}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
