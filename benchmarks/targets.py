"""What is to be reached, what was measured, and whether it is reached."""

from __future__ import annotations

from collections.abc import Iterator

from .measure import Times
from .packs import EDITIONS, WEASYPRINTS, WORKERS, grown
from .parts import FEW_SERVED, SERVED, Found
from .peers.rolebook import PACKS, PAGES, WHOLE
from .peers.site_builder import COLD, EDITED, UNCHANGED
from .tables import kilobytes, megabytes, milliseconds, reached, table

_HUGO, _MATERIAL = "Hugo", "Plain Material, pages outside the navigation"
_IN_NAVIGATION = "Plain Material, pages all in the navigation"
#: Bytes of the largest index that may be left in one piece, at three times the roles.
_INDEX = 300_000
#: Bytes of memory of all processes together, at ten times the roles.
_MEMORY = 800_000_000
#: How much a page's bytes may differ from one number of roles to another.
_FLAT = 0.02

_Row = tuple[str, str, bool | None]


def targets(found: Found) -> str:
    """Give the table of all targets."""
    rows = [
        (what, measured, reached(yes))
        for part in (_sites(found), _packs(found), _growth(found), _sizes(found), _serving(found))
        for what, measured, yes in part
    ]
    return table(("to reach", "measured", "reached"), rows, numbers=False)


def _sites(found: Found) -> Iterator[_Row]:
    cold = _times(found, PAGES, COLD)
    for peer, limit in ((_HUGO, 1.5), (_HUGO, 1.0), (_MATERIAL, 0.1), (_IN_NAVIGATION, 0.1)):
        what = f"pages and data, cold: at most {limit} of {peer}"
        if limit == 1.0:
            what += " (stretch)"
        yield _at_most(what, cold, _times(found, peer, COLD), limit)
    hugo = _times(found, _HUGO, EDITED)
    for builder in (PAGES, PACKS, WHOLE):
        edited = _times(found, builder, EDITED)
        for limit, more in ((0.75, ""), (0.3, " (stretch)")):
            what = f"{builder}, {EDITED}: at most {limit} of {_HUGO}'s rebuild{more}"
            yield _at_most(what, edited, hugo, limit)
        what = f"{builder}, {UNCHANGED}: under 0.5 of the time after an edit"
        yield _at_most(what, _times(found, builder, UNCHANGED), edited, 0.5)


def _packs(found: Found) -> Iterator[_Row]:
    packs, slow = _times(found, WORKERS), _times(found, WEASYPRINTS)
    yield (
        "packs, cold: at most 27 ms a pack on 2 cores",
        milliseconds(packs.each) if packs else "",
        packs.each <= 0.027 if packs else None,
    )
    faster = slow.each / packs.each if packs and slow else None
    yield (
        "packs: at least 10 times as fast as WeasyPrint with as many processes",
        f"{faster:.1f} times" if faster else "",
        faster >= 10 if faster else None,
    )
    editions = _times(found, EDITIONS)
    more = editions.each / packs.each if packs and editions else None
    yield (
        "all PDF editions: at most 3 times the time of the packs alone",
        f"{more:.2f} times" if more else "",
        more <= 3 if more else None,
    )


def _growth(found: Found) -> Iterator[_Row]:
    memory = []
    for name, words in ((PAGES, "pages"), (WORKERS, "packs")):
        few, many = (_times(found, grown(name, roles)) for roles in (found.roles, found.more))
        ratio = many.each / few.each if few and many else None
        yield (
            f"growth, {words}: time a role with {found.more:,} roles at most 1.15 of that with "
            f"{found.roles:,}",
            f"{ratio:.2f}" if ratio else "",
            ratio <= 1.15 if ratio else None,
        )
        memory.append((words, many.memory if many else None))
    if whole := _times(found, grown(WHOLE, found.more)):
        memory.append(("every document", whole.memory))
    for words, size in memory:
        yield (
            f"memory, {words}: under {megabytes(_MEMORY)} at {found.more:,} roles",
            megabytes(size),
            size < _MEMORY if size is not None else None,
        )


def _sizes(found: Found) -> Iterator[_Row]:
    if not found.sizes:
        yield "size: bytes of a role's page flat in the number of roles", "", None
        return
    pages = [one.page for one in found.sizes if one.roles >= found.roles]
    grows = max(pages) / min(pages) - 1
    yield (
        "size: bytes of a role's page flat in the number of roles",
        f"{grows:.1%} between {kilobytes(min(pages))} and {kilobytes(max(pages))}",
        grows <= _FLAT,
    )
    three = next(one for one in found.sizes if one.roles == 3 * found.roles)
    path, size = three.largest
    yield (
        f"size: no index past {kilobytes(_INDEX)} compressed at {three.roles:,} roles",
        f"{kilobytes(size)}, `{path}`",
        size <= _INDEX,
    )


def _serving(found: Found) -> Iterator[_Row]:
    for roles, limit in ((FEW_SERVED, 0.5), (found.roles, 1.5)):
        times = _times(found, grown(SERVED, roles))
        yield (
            f"`make serve`, save of a title to fresh page: under {limit} s at {roles:,} roles",
            f"{times.median:.2f} s" if times else "",
            times.median < limit if times else None,
        )


def _at_most(what: str, mine: Times | None, other: Times | None, limit: float) -> _Row:
    if mine is None or other is None:
        return what, "", None
    ratio = mine.median / other.median
    return what, f"{ratio:.2f}: {mine.median:.2f} s against {other.median:.2f} s", ratio <= limit


def _times(found: Found, name: str, work: str | None = None) -> Times | None:
    return found.figures.get((name, work or name))
