"""Damages files of the corpus at random: `python -m tests.files.fuzz --minutes 60 --seed 1`.

A file that is not read as every file has to be is kept beside the corpus, to become a part of it.
"""

import argparse
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from tests.files.mutation import CORPUS, KINDS, TOKENS, Edit, check, corpus_files, damaged, is_slow

KEPT = CORPUS / "found"


def main() -> int:
    """0 where every file held."""
    parser = argparse.ArgumentParser(prog="python -m tests.files.fuzz")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    contents = {path: path.read_bytes() for path in corpus_files()}
    small = [path for path, content in contents.items() if len(content) < 1 << 18]
    _say(f"Damaging files for {arguments.minutes:g} minutes")
    end = time.monotonic() + arguments.minutes * 60
    tried: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end:
            path = chance.choice(small)
            if is_slow(path, contents[path]) and chance.random() < 0.9:
                continue
            content = damaged(contents[path], chance.random(), _edits(chance))
            tried[path.suffix] += 1
            if story := _story(Path(folder) / path.name, content):
                _keep(path, content, story, failed)
    _say(f"{tried.total()} files, {failed.total()} failed: {dict(tried)}")
    return 1 if failed else 0


def _edits(chance: random.Random) -> list[Edit]:
    return [
        Edit(
            chance.choice(KINDS),
            chance.random(),
            chance.choice((1, 1, 2, 4, 16, 100, 1000)),
            chance.choice(TOKENS)
            if chance.random() < 0.8
            else chance.randbytes(chance.randint(1, 8)),
        )
        for _ in range(chance.choice((1, 1, 2, 3, 5, 10)))
    ]


def _story(path: Path, content: bytes) -> str:
    """What went wrong; "" where all held."""
    path.write_bytes(content)
    try:
        check(path)
    except Exception:  # noqa: BLE001 - whatever it is, is what is looked for
        return traceback.format_exc()
    return ""


def _keep(path: Path, content: bytes, story: str, failed: Counter[str]) -> None:
    """Keeps the first file of each kind of failure."""
    last = story.strip().splitlines()[-1][:80] + story.strip().splitlines()[-3][:120]
    failed[last] += 1
    if failed[last] > 1:
        return
    KEPT.mkdir(exist_ok=True)
    name = f"{path.stem}-{abs(hash(content)) % 10**6}{path.suffix}"
    (KEPT / name).write_bytes(content)
    _say(f"{name}\n{story}")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
