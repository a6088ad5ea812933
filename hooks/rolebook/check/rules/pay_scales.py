"""Whether pay scales hold the bands and spine points that roles and bands name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from rolebook.check.reading import Finding
from rolebook.model.pay import Pay, ScalePay, TieredPay, TierPay
from rolebook.model.site_config import PayScale, PayScaleVersion, version_on
from rolebook.read.source_file import Path

from .known_ids import Known, unknown_within

FILE = "site_config/pay_scales.yaml"


def pay_findings(
    pay: Pay | TierPay | None, path: Path, known: Known, today: dt.date
) -> Iterator[Finding]:
    """Find the bands and points that pay names in vain, and scales without figures for today."""
    if isinstance(pay, TieredPay):
        for index, tier in enumerate(pay.tiers):
            yield from pay_findings(tier.pay, (*path, "tiers", index, "pay"), known, today)
    if not isinstance(pay, ScalePay):
        return
    scale: PayScale | None = (known["pay_scales"] or {}).get(pay.scale)
    if scale is None or not scale.versions:  # a problem of its own
        return
    version = version_on(scale, today)
    if version is None:
        first = min(version.effective_from for version in scale.versions)
        yield Finding(
            (*path, "scale"),
            f'pay scale "{scale.name}" has no figures for {today}, its first are from {first}; '
            f"add the earlier figures to {FILE}",
        )
        return
    where = f'pay scale "{scale.name}"'
    if pay.band is not None:
        yield from unknown_within((*path, "band"), pay.band, version.bands, f"band in {where}")
    if pay.points is not None:
        points = (pay.points.lowest, pay.points.highest)
        paths = ((*path, "points", "lowest"), (*path, "points", "highest"))
        yield from _run_of_points(points, paths, version, where)


def scale_findings(scales: Mapping[str, PayScale | None]) -> Iterator[Finding]:
    """Find bands that name spine points in vain, and figures that are given twice for one day."""
    for id_, scale in scales.items():
        seen: set[dt.date] = set()
        for index, version in enumerate(scale.versions if scale else ()):
            path: Path = ("pay_scales", id_, "versions", index)
            if version.effective_from in seen:
                yield Finding(
                    (*path, "effective_from"),
                    f"there are figures from {version.effective_from} already; correct the date, "
                    "or take one of the two out",
                )
            seen.add(version.effective_from)
            for name, band in version.bands.items():
                if band.lowest_point is not None and band.highest_point is not None:
                    points = (band.lowest_point, band.highest_point)
                    ends = ("lowest_point", "highest_point")
                    paths = tuple((*path, "bands", name, end) for end in ends)
                    held = (*path, "points")
                    yield from _run_of_points(points, paths, version, "these figures", held)


def _run_of_points(
    points: tuple[str, str],
    paths: tuple[Path, ...],
    version: PayScaleVersion,
    where: str,
    held: Path = (),
) -> Iterator[Finding]:
    """Find points in vain, and a run upside down; ``held`` is the place of the version's points."""
    for point, path in zip(points, paths, strict=True):
        for found in unknown_within(path, point, version.points, f"spine point in {where}"):
            yield found._replace(misses=(*held, point)) if held else found
    lowest, highest = points
    if {lowest, highest} <= set(version.points) and (
        version.points[lowest] > version.points[highest]
    ):
        yield Finding(
            paths[0],
            f'spine point "{lowest}" pays more than "{highest}"; write the lower one here',
        )
