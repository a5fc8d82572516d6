"""`seedbed serve`: the pages, on this machine unless told otherwise."""

from __future__ import annotations

import socket
from typing import Annotated

import typer
from granian import Granian
from granian.constants import Interfaces

from seedbed.apps.accounts.queries import systems

from .errors import PortInUseError
from .options import AsJson
from .output import emit, notice
from .setup import count_rows_for_planner, open_database

LOOPBACK = "127.0.0.1"
DEFAULT_PORT = 8000
#: Worker threads; a live board holds one while it streams (web.mentor.streaming).
THREADS = 5

app = typer.Typer(add_completion=False)


@app.command()
def serve(
    *,
    port: Annotated[int, typer.Option(help="Port to listen on.")] = DEFAULT_PORT,
    host: Annotated[
        str, typer.Option(help="Address to listen on; the default is this machine.")
    ] = LOOPBACK,
    as_json: AsJson = False,
) -> None:
    """Serve the pages on this machine.

    To reach them from other machines, put a server that speaks HTTPS in front and name
    its address in SEEDBED_ADDRESS: https://school.example
    """
    open_database()
    if not systems():
        notice("There is no school system yet: seedbed import roster FILE.")
    where = address(host, port)
    emit(
        {"address": where},
        as_json=as_json,
        show=lambda: notice(f"The pages are at {where}. Stop with Ctrl-C."),
    )
    serve_pages(host=host, port=port)


def address(host: str, port: int) -> str:
    """Return the address to open in a browser.

    >>> address("127.0.0.1", 8000), address("::1", 80)
    ('http://127.0.0.1:8000/', 'http://[::1]:80/')
    """
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def serve_pages(*, host: str, port: int) -> None:
    """Serve until interrupted.

    Raises
    ------
    PortInUseError
        If another program listens there.
    """
    _refuse_taken_port(host, port)
    count_rows_for_planner()
    server = Granian(
        "seedbed.server.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        websockets=False,
        log_access=False,
    )
    server.serve()


def _refuse_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            raise PortInUseError(host, port) from taken
