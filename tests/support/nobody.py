"""An address on this computer where nobody answers."""

import contextlib
import socket
from collections.abc import Iterator


@contextlib.contextmanager
def nobody() -> Iterator[str]:
    """Its URL: connections are refused for as long as the context lasts.

    The port is taken and nobody listens. One that was only free a moment ago may be anybody's: the
    system gives it to whoever asks next, such as a test beside this one.
    """
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"
