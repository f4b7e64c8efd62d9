"""How a tool is started: in a process of its own, in a folder of its own, until it answers."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[2] / "docs" / "tools"
TRIES, PAUSE = 1200, 0.1  # a machine may be busy
HTTP = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # and may have a proxy
Serve = Callable[..., str]


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Return what starts a server and returns its address, once it answers at a path."""
    with contextlib.ExitStack() as stack:
        folder = tmp_path_factory.mktemp("served")
        log = stack.enter_context((folder / "log").open("w+b"))

        def served(*words: str, path: str) -> str:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                port = free.getsockname()[1]
            command = [sys.executable, "-m", *(word.format(port=port) for word in words)]
            server = subprocess.Popen(
                command,
                cwd=folder,
                env={**os.environ, "PYTHONPATH": os.pathsep.join([str(TOOLS), *sys.path])},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
            stack.callback(server.wait)
            stack.callback(server.kill)
            for _ in range(TRIES):
                with contextlib.suppress(urllib.error.URLError, ConnectionError):
                    HTTP.open(f"http://127.0.0.1:{port}{path}").close()
                    return f"http://127.0.0.1:{port}"
                if server.poll() is not None:
                    break
                time.sleep(PAUSE)
            log.seek(0)
            raise AssertionError(log.read().decode())

        yield served
