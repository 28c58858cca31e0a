"""Who wants to leave the contact form while something in it is unsaved, and who waits for a
save."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LeaveRequest:
    """What somebody wants to do once the form is clean; `kept` is called if the person stays."""

    then: Callable[[], None]
    kept: Callable[[], None] | None

    def give_up(self) -> None:
        """Drop the request: the person goes on editing."""
        if self.kept is not None:
            self.kept()


class LeaveGuard:
    """The one request that the person is asked about, and those that wait for a save."""

    def __init__(self) -> None:
        self._asked: LeaveRequest | None = None
        self._waiting: list[LeaveRequest] = []

    def ask(self, request: LeaveRequest) -> bool:
        """Take a request; True if the question is to be asked now, False if it is on show."""
        before, self._asked = self._asked, request
        if before is not None:
            before.give_up()
        return before is None

    def answered(self) -> LeaveRequest | None:
        """The request that the person was asked about, which is now answered."""
        request, self._asked = self._asked, None
        return request

    def wait(self, request: LeaveRequest) -> None:
        """Carry the request out when the running save has succeeded."""
        self._waiting.append(request)

    def is_waiting(self, request: LeaveRequest) -> bool:
        """Whether it still waits for a save to end."""
        return request in self._waiting

    def forget(self, request: LeaveRequest) -> None:
        """Let it no longer wait for a save."""
        if request in self._waiting:
            self._waiting.remove(request)

    def save_ended(self) -> list[LeaveRequest]:
        """The requests that waited for the save, which has ended."""
        waiting, self._waiting = self._waiting, []
        return waiting
