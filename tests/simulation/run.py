"""Runs one seed: the same seed is the same story, whatever the machine."""

import random
import shutil
import tempfile
from pathlib import Path
from unittest.mock import patch

from smsbook_gui.store.db import search_index
from tests.simulation.computer import relaxed
from tests.simulation.loop import VirtualLoop
from tests.simulation.world import Outcome, World

_MEMORY = Path("/dev/shm")


def simulate(seed: int, world_of: type[World] = World) -> Outcome:
    """The whole story of a seed, and what was wrong with it."""
    state = random.getstate()
    random.seed(seed)
    folder = Path(tempfile.mkdtemp(dir=_MEMORY if _MEMORY.is_dir() else None))
    loop = VirtualLoop()
    world = world_of(seed, folder, loop)
    try:
        # In every other one nothing but the judge brings the search indexes up to date.
        with relaxed(), patch.object(search_index, "AT_ONCE", search_index.AT_ONCE * (seed % 2)):
            loop.run_until_complete(world.live())
    except AssertionError as error:  # the loop is stuck, or the program's own facts do not hold
        world.outcome.violations.append(f"broke off: {error!r}")
    finally:
        loop.close()
        shutil.rmtree(folder)
        random.setstate(state)
    return world.outcome


def describe(outcome: Outcome) -> str:
    """A failing seed's story, and how to see it again."""
    return "\n".join(
        (
            *outcome.story,
            f"seed {outcome.seed} failed:",
            *(f"  {one}" for one in outcome.violations),
            f"replay: python -m tests.simulation --seed {outcome.seed} -v",
        )
    )
