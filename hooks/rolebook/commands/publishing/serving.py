"""The address at which a site is shown while it is edited, and who may ask for its pages there."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable
from ipaddress import ip_address

_LAST_PORT = 65535


def parsed_address(address: str) -> tuple[str, int]:
    """Read a host and a port, such as ``127.0.0.1:8000`` or ``[::1]:8000``.

    Raises:
        ValueError: with what to type instead.
    """
    host, colon, port = address.rpartition(":")
    if not colon or (":" in host and not host.startswith("[")):
        host = address if _is_host(address) else "127.0.0.1"
        example = f"[{host}]" if ":" in host else host
        example += f":{address}" if address.isdigit() else ":8000"
        raise ValueError(f'"{address}" is not a host and a port; write {example}')
    if not (port.isascii() and port.isdigit() and 0 < int(port[:6]) <= _LAST_PORT):
        raise ValueError(f'"{port}" is not a port; write a number from 1 to {_LAST_PORT}')
    if not _is_host(host):
        raise ValueError(
            f'"{host}" is not a host; write 127.0.0.1 for this computer alone, or 0.0.0.0 for all '
            "of its addresses"
        )
    return host.strip("[]"), int(port)


def _is_host(host: str) -> bool:
    """Whether MkDocs takes a host: it wants numbers, but for one name."""
    return host == "localhost" or not _is_name(host.removeprefix("[").removesuffix("]"))


def _is_name(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return True
    return False


def why_not_served(host: str, port: int) -> str:
    """Say why nothing can be served at an address, and what to do; empty where it can be."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            if os.name == "posix":  # as the server will: a port that was let go just now is free
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((host, port))
            trial.listen()
    except OSError as error:
        return _reason(error, host, port)
    return ""


def _reason(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < _LAST_PORT else port - 1
        return (
            f"port {port} is taken by another program, or by a rolebook serve that still runs; end "
            f"that, or choose another port, such as {other}"
        )
    if error.errno == errno.EACCES:
        return f"you may not use port {port}; choose one from 1024 upwards, such as 8000"
    if error.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT, errno.EINVAL):
        return f"{host} is not an address of this computer; choose 127.0.0.1 or 0.0.0.0"
    return f"nothing can be served at {host}, port {port} ({error.strerror or error})"


def is_served_at(host: str) -> Callable[[str | None], bool]:
    """Give the test of whether the Host header of a request names an address that is served.

    A page of another site can have its own name lead to this computer (DNS rebinding), and would
    then read every page that is served. Its name stays in the header. The port is not looked at: a
    tunnel has another, and no page can choose a name by it.
    """
    names = {"localhost", host.casefold()}
    everywhere = host in ("0.0.0.0", "::")  # noqa: S104 - compared, not bound
    if not _is_loopback(host):
        own = socket.gethostname().casefold()
        names |= {own, f"{own}.local"}

    def is_served(header: str | None) -> bool:
        name = _name_in(header or "")
        if name in names:
            return True
        # Numbers lead where they say.
        return not _is_name(name) and (
            everywhere or (_is_loopback(host) and ip_address(name).is_loopback)
        )

    return is_served


def _is_loopback(host: str) -> bool:
    return host == "localhost" or (not _is_name(host) and ip_address(host).is_loopback)


def _name_in(header: str) -> str:
    """Take the port off a Host header."""
    name = header.strip().casefold()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.partition(":")[0].removesuffix(".")
