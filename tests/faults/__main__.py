"""Every operation of every scene fails once, in each way that a disk can; and from there on.

python -m tests.faults                     all of it, and the table of what came of it
python -m tests.faults --stride 7          every seventh
python -m tests.faults --scene "one edit" --trouble full --number 3
"""

import argparse
import asyncio
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from tests.faults.disk import Trouble
from tests.faults.play import ALL, Outcome, Stage

Key = tuple[str, str, Trouble, bool]


async def run(
    scenes: list[str], troubles: list[Trouble], stride: int, first: int
) -> tuple[dict[Key, Counter[str]], list[str]]:
    """What came of it, by scene, operation, trouble and whether it lasts; and what went wrong."""
    table: dict[Key, Counter[str]] = defaultdict(Counter)
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder))
        await stage.furnish()
        for scene in scenes:
            for trouble in troubles:
                for lasting in (False, True):
                    number = first
                    while True:
                        outcome = await stage.play(scene, trouble, number, lasting=lasting)
                        if outcome.met or outcome.wrong:
                            _note(table, wrong, (scene, trouble, lasting, number), outcome)
                        if not outcome.met:
                            break
                        number += stride
    return table, wrong


def _note(
    table: dict[Key, Counter[str]],
    wrong: list[str],
    play: tuple[str, Trouble, bool, int],
    outcome: Outcome,
) -> None:
    scene, trouble, lasting, number = play
    sys.stderr.write(f"{scene}, {trouble}, {lasting}, {number}: {outcome.summary}\n")
    what, name = outcome.met[0] if outcome.met else ("nothing", "")
    table[scene, what, trouble, lasting][outcome.summary] += 1
    if outcome.wrong:
        wrong.append(
            f"{scene}, {trouble}, {'lasting' if lasting else 'once'}, {number}"
            f" ({what} {name}): {outcome.wrong}; told {outcome.told}"
        )
        sys.stdout.write(wrong[-1] + "\n")
        sys.stdout.flush()


def _show(table: dict[Key, Counter[str]]) -> None:
    for (scene, what, trouble, lasting), found in sorted(table.items()):
        said = "; ".join(f"{count} x {outcome}" for outcome, count in found.most_common())
        lasts = "lasting" if lasting else "once"
        sys.stdout.write(f"{scene:<16} {what:<9} {trouble:<10} {lasts:<8} {said}\n")
    plays = sum(found.total() for found in table.values())
    sys.stdout.write(f"{plays} plays\n")


def main() -> int:
    """Exit code 1 where something was lost, done twice, or not said."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--stride", type=int, default=1)
    parser.add_argument("--number", type=int, default=1, help="the operation to begin with")
    parser.add_argument("--scene", choices=ALL, action="append")
    parser.add_argument("--trouble", choices=[*Trouble], type=Trouble, action="append")
    given = parser.parse_args()
    scenes, troubles = given.scene or [*ALL], given.trouble or [*Trouble]
    sys.stdout.write(f"Storage fails in: {', '.join(scenes)}\n")
    sys.stdout.flush()
    table, wrong = asyncio.run(run(scenes, troubles, given.stride, given.number))
    _show(table)
    sys.stdout.write(f"{len(wrong)} wrong\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
