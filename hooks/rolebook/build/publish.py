"""The way from files of content to everything that is published."""

from __future__ import annotations

from collections.abc import Callable

from rolebook.render.web.downloads import Download
from rolebook.store.store import Pool, Store

from .all_lists import all_files, all_pages, directory_in
from .all_roles import Roles, read_shared
from .publication import Documents, Publication, Waiting
from .settings import BuildSettings


def publish(
    settings: BuildSettings, store: Store, pool: Pool | None = None, serves: bool = False
) -> Publication:
    """Read, check, enrich and render; nothing is written to the site.

    Each step runs where no result of it is stored for the same arguments; ``pool`` runs many. While
    the site is served, documents are left to be made when somebody asks.

    Raises:
        ContentProblems: when a file of content has a problem.
        PdfRendererError: when a PDF cannot be made, which is a fault of the templates.
        DisagreementError: when what was made does not say what the files say.
        WorkerError: when a worker came to its end.
        DamagedError: when something that was stored is not as it was.
        ChangedError: when a file has changed since its digest was taken.
        CannotStoreError: when the system takes nothing more into the store.
    """
    store.begin(settings.now, pool)
    shared = read_shared(store, settings)
    has_documents = not (serves or settings.pages_only)
    roles = Roles(store, shared, settings, has_documents)
    begun: Callable[[], Documents] = Documents
    waiting: dict[str, Waiting] = {}
    if has_documents or serves:
        # What makes documents takes long to load.
        from .all_documents import all_documents, waiting_documents

        begun = all_documents(store, roles, settings) if has_documents else Documents
        waiting = waiting_documents(store, roles, settings) if serves else {}
    files = all_files(store, shared, roles, settings)
    documents = begun()
    downloads = {**documents.downloads, **{path: Download(path) for path in waiting}}
    pages = all_pages(store, shared, roles, downloads, directory_in(files), settings)
    store.finish()
    left_out = tuple(sorted(documents.left_out))
    return Publication(pages, (*files, *documents.files), waiting, store.validity, left_out)
