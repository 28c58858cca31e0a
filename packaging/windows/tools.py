"""Running the tools that build and pack."""

import subprocess
from pathlib import Path

from dev import Problem


def tool(*command: str | Path, folder: Path | None = None) -> str:
    """Run a program in `folder`; its output. Raises Problem, with the output, if it fails."""
    try:
        ended = subprocess.run(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except FileNotFoundError as error:
        raise Problem(f"{command[0]} is missing on this computer.") from error
    if ended.returncode != 0:
        raise Problem(
            f"{' '.join(map(str, command))}\nended with {ended.returncode}:\n{ended.stdout}"
        )
    return ended.stdout
