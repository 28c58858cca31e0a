"""The numbers of many seeds."""

from collections import Counter

from tests.simulation.world import Outcome


class Totals:
    """Adds up outcomes; its text is the table that is printed."""

    def __init__(self) -> None:
        self.seeds = 0
        self.crashes = 0
        self.counts: dict[str, Counter[str]] = {
            name: Counter() for name in ("actions", "calls", "faults", "attention")
        }

    def add(self, outcome: Outcome) -> None:
        self.seeds += 1
        self.crashes += outcome.crashes
        for name, counter in self.counts.items():
            counter.update(getattr(outcome, name))

    def __str__(self) -> str:
        lines = [f"seeds: {self.seeds}, stops of the computer: {self.crashes}"]
        for name, counter in self.counts.items():
            parts = ", ".join(f"{key} {number}" for key, number in counter.most_common())
            lines.append(f"{name}: {counter.total()} ({parts})")
        return "\n".join(lines)
