"""Which port to serve on. Only the loopback is ever asked for here."""

import socket
from contextlib import closing

from loa.core.errors import BadInput, Conflict
from loa.core.words import vi

HOST = "127.0.0.1"
FIRST_PORT = 8000
PORTS_TRIED = 100


class PortTaken(Conflict):
    """Somebody else serves there."""

    code = "start.port_taken"
    sentence = vi("Cổng {port} đang được chương trình khác dùng. Hãy chọn cổng khác bằng --port, hoặc bỏ --port để Loa tự chọn.")


class PortImpossible(BadInput):
    """No such port, or one that needs rights nobody should start Loa with."""

    code = "start.port_impossible"
    sentence = vi("Cổng {port} không dùng được. Hãy chọn một số từ 1024 đến 65535.")


class NoPortFree(Conflict):
    """All the ports looked at are taken."""

    code = "start.no_port_free"
    sentence = vi("Các cổng từ {first} đến {last} đều đang bận. Hãy chỉ định cổng trống bằng --port.")


def port_to_serve(asked: int | None) -> int:
    """The port asked for, or the first free one from 8000 on. Raises `PortTaken`, `PortImpossible`, `NoPortFree`."""
    if asked is None:
        return first_free(FIRST_PORT)
    if not 1024 <= asked <= 65535:
        raise PortImpossible(port=asked)
    if not is_free(asked):
        raise PortTaken(port=asked)
    return asked


def first_free(start: int) -> int:
    """The first free port from `start` on. Raises `NoPortFree`."""
    last = min(start + PORTS_TRIED, 65536) - 1
    for port in range(start, last + 1):
        if is_free(port):
            return port
    raise NoPortFree(first=start, last=last)


def is_free(port: int) -> bool:
    """Whether nobody serves on this port of the loopback now."""
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True
