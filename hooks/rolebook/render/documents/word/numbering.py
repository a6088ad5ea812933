"""Bullets and numbers: what lists look like at each level, and numbers that begin anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from .styles import LIST_LEVELS, STEP
from .xml import add, qualified, root

_BULLETS = ("•", "–", "▪")
_NUMBERS = (("decimal", "%{}."), ("lowerLetter", "(%{})"), ("lowerRoman", "%{}."))


@dataclass(frozen=True)
class Numbering:
    """The numbering of a document before its own lists: how lists look, and numbers of lists.

    ``numbers`` is the look of our numbered lists; ``following`` is the number of the next list.
    """

    xml: bytes
    bullets: int
    numbers: int
    look_of_numbers: int
    following: int

    def with_lists(self, levels: Sequence[int]) -> etree._Element:
        """Add a list for each of ``levels``, whose numbers begin anew at that level."""
        numbering = etree.fromstring(self.xml)
        for number, level in enumerate(levels, start=self.following):
            listed = add(numbering, "num", numId=number)
            add(listed, "abstractNumId", val=self.look_of_numbers)
            add(add(listed, "lvlOverride", ilvl=level), "startOverride", val=1)
        return numbering


def numbering_of(own: bytes | None, style_ids: dict[str, str]) -> Numbering:
    """Add our lists to the numbering of a letterhead, if it has one.

    ``style_ids`` names the paragraph styles that our lists belong to, where they are ours.
    """
    numbering = root("numbering") if own is None else etree.fromstring(own)
    looks = _highest(numbering, "abstractNum", "abstractNumId") + 1
    lists = _highest(numbering, "num", "numId") + 1
    first_list = next(iter(numbering.findall(qualified("num"))), None)
    for look, kind in ((looks, "List Bullet"), (looks + 1, "List Number")):
        described = add(numbering, "abstractNum", abstractNumId=look)
        if first_list is not None:
            # All looks stand before all lists.
            first_list.addprevious(described)
        _describe(described, kind, style_ids)
    for number, look in ((lists, looks), (lists + 1, looks + 1)):
        add(add(numbering, "num", numId=number), "abstractNumId", val=look)
    return Numbering(etree.tostring(numbering), lists, lists + 1, looks + 1, lists + 2)


def _describe(described: etree._Element, kind: str, style_ids: dict[str, str]) -> None:
    add(described, "multiLevelType", val="multilevel")
    for level in range(9):
        look = add(described, "lvl", ilvl=level)
        add(look, "start", val=1)
        if kind == "List Bullet":
            form, text = "bullet", _BULLETS[level % len(_BULLETS)]
        else:
            form, pattern = _NUMBERS[level % len(_NUMBERS)]
            text = pattern.format(level + 1)
        add(look, "numFmt", val=form)
        name = kind if level == 0 else f"{kind} {level + 1}"
        if level < LIST_LEVELS and name in style_ids:
            add(look, "pStyle", val=style_ids[name])
        add(look, "lvlText", val=text)
        add(look, "lvlJc", val="left")
        add(add(look, "pPr"), "ind", left=(level + 1) * STEP, hanging=STEP)


def _highest(numbering: etree._Element, tag: str, attribute: str) -> int:
    numbers = (element.get(qualified(attribute), "0") for element in numbering.iter(qualified(tag)))
    return max((int(number) for number in numbers), default=0)
