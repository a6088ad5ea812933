"""Work on other machines: an executor of Dask distributed, in place of processes of this one.

They are sent what they work on, so they need neither the project nor its cache, only the same
version of Rolebook.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

#: How often a piece of work is given to another worker when the one that had it ended.
_TRIES = 3


@contextmanager
def executor_at(address: str) -> Iterator[Executor]:
    """Give an executor whose work is done by the workers of the scheduler at ``address``.

    Raises:
        click.ClickException: when Dask is not installed, no scheduler answers, nobody works there,
            or a piece of work has ended one worker after the other.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise click.ClickException(
            'Dask is not installed; install it with: python -m pip install "rolebook[dask]"'
        ) from error
    try:
        client = distributed.Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise click.ClickException(
            f"no scheduler answers at {address}; start one with: dask scheduler"
        ) from error
    try:
        if not client.nthreads():
            raise click.ClickException(
                f"nobody works for {address} yet; start a worker with: dask worker {address}"
            )
        yield client.get_executor(retries=_TRIES, pure=False)
    except distributed.scheduler.KilledWorker as error:
        raise click.ClickException(
            f"what the workers were given ended one after the other; nothing was published. "
            f"Too little memory is the usual cause. {error}"
        ) from error
    finally:
        client.close(timeout=5)
