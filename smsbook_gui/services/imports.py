"""Imports of one account: new ones, and those that a restart interrupted."""

from pathlib import Path

from smsbook_gui.services.import_job import ImportJob

__all__ = ["ImportJob", "ImportService"]


class ImportService:
    """The account's imports. Raises FileProblem and StoreProblem."""

    async def open(self, path: Path) -> ImportJob:
        """Looks into a file. Raises FileProblem."""
        raise NotImplementedError

    async def open_pasted(self, text: str, html: str | None) -> ImportJob:
        """Rows from the clipboard."""
        raise NotImplementedError

    async def interrupted(self) -> list[ImportJob]:
        """Imports that were begun and are not finished, newest first."""
        raise NotImplementedError

    async def left_out_numbers(self) -> int:
        """How many numbers may have opted out."""
        raise NotImplementedError

    async def import_left_out(self, path: Path) -> int:
        """Adds numbers of a file; how many were new."""
        raise NotImplementedError

    async def export_left_out(self, path: Path) -> int:
        """Writes them to a CSV file; how many they are."""
        raise NotImplementedError
