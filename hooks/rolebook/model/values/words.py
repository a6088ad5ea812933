"""Words, names and addresses, read from the text that a person typed."""

from __future__ import annotations

import html
import re
import unicodedata
from hashlib import blake2b
from typing import Any

from pydantic_core import PydanticCustomError

from rolebook.base import prose
from rolebook.base.suggestions import meant_or_such_as, shortened

from .folded_text import BULLETS, FoldedText, dashed_item, may_be_items, sign_for_hyphen
from .record import refuse

#: Longer than any text of a role; what is longer was pasted into the wrong place.
LONGEST_TEXT = 20_000


def typed(value: Any, wanted: str) -> str:
    """Give the text of a value that must be text; ``wanted`` says what to write instead."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        raise refuse(f"is blank; write {wanted}, or take the line out")
    if isinstance(value, dict):
        key = next(iter(value), None)
        if key is not None and len(value) == 1 and (" " in key or not key.islower()):
            # "- Note: bring a laptop" is one text to a person, and a key to YAML.
            raise refuse(
                f'is cut in two by the colon after "{shortened(key)}"; put the whole text in '
                "double quotes"
            )
        raise refuse(f"has keys below it; in their place, write {wanted}")
    if isinstance(value, (list, tuple)):
        raise refuse(f"is a list; without brackets or dashes, write {wanted}")
    return str(value)


_HTML = re.compile(r"<(?:/?[A-Za-z][^<>]*>|!--|!DOCTYPE)")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}[0-9]?|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_BULLET = re.compile(rf"^[ \t]*([{BULLETS}])", re.MULTILINE)


def _whole(value: Any, emphasis: str) -> str:
    """Give the text of a value, unless it holds what can be shown nowhere.

    ``emphasis`` says what to write in place of HTML.
    """
    text = typed(value, "text")
    if not text:
        raise refuse("is empty; write the text, or take the line out if there is none")
    if len(text) > LONGEST_TEXT:
        raise refuse(
            f"is longer than {LONGEST_TEXT:,} characters; check what was pasted, and shorten it"
        )
    _refuse_html(text, emphasis)
    if not text.isascii() and (bullet := _BULLET.search(text)):
        raise _refuse_sign(bullet[1], bullet[1])
    return text


def _refuse_sign(sign: str, snippet: str) -> PydanticCustomError:
    return refuse(
        f'begins a line with "{sign}"; take it out, and write "- " and a space for each item of a '
        "list",
        snippet,
    )


def _refuse_html(text: str, emphasis: str) -> None:
    if "<" in text and (found := _HTML.search(text)):
        tag = found.group()
        if re.match(r"<(https?:|mailto:|tel:|[^\s<>]+@)", tag):
            address = tag[1:-1]
            link = f"mailto:{address}" if re.match(r"[^\s:]+@", address) else address
            raise refuse(
                f'contains "{shortened(tag)}"; write a link as [words to click]({link})', tag
            )
        raise refuse(f'contains the HTML "{shortened(tag)}"; take it out, and {emphasis}', tag)
    if "&" in text and (entity := _ENTITY.search(text)) and html.unescape(entity[0]) != entity[0]:
        meant = html.unescape(entity[0])
        shown = f'"{meant}"' if meant.isprintable() and not meant.isspace() else "a space"
        raise refuse(f'contains the HTML "{entity[0]}"; write {shown} in its place', entity[0])


_MARKUP = re.compile(r"\*\*[^*\s][^*]*\*\*|\[[^\[\]]+\]\([^()\s]+\)")


def read_text(value: Any) -> str:
    """Read one line of plain words."""
    text = " ".join(_whole(value, "write plain words").split())
    if ("*" in text or "[" in text) and (found := _MARKUP.search(text)):
        bold = found[0].startswith("*")
        kind, advice = (
            ("bold words", "them without the asterisks") if bold else ("a link", "its words alone")
        )
        raise refuse(
            f'contains {kind} ("{shortened(found[0])}"), and only plain words are shown here; '
            f"write {advice}",
            found[0].split()[0],
        )
    return text


_QUOTED = re.compile("[“‘„«](?P<bare>[^“”‘’„«»]+)[”’“»]")


def read_name(value: Any) -> str:
    """Read a title or a reference: one line of plain words, which a word processor may quote."""
    text = read_text(value)
    if found := _QUOTED.fullmatch(text):
        bare = shortened(found["bare"].strip())
        raise refuse(f"has quotation marks round it; take the quotation marks out: {bare}")
    return text


#: Letters that fit in one row of every paper, from the pack to the shortlisting grid.
LONGEST_CRITERION = 2_000


def read_criterion(value: Any) -> str:
    """Read the words of a criterion: one line of plain words that a row of a table can hold."""
    text = read_text(value)
    if len(text) > LONGEST_CRITERION:
        raise refuse(
            f"has {len(text):,} letters, and one row of a table holds at most "
            f"{LONGEST_CRITERION:,}; shorten it, or write several criteria"
        )
    return text


def read_notes(value: Any) -> str:
    """Read words for editors, which no output shows: they may hold anything."""
    return typed(value, "text")


def read_words(value: Any) -> prose.Prose:
    """Read words in Markdown."""
    if isinstance(value, prose.Prose):
        return value
    _refuse_lost_lines(value)
    try:
        text = _whole(value, "write **bold** or *italic* where you need emphasis")
        return prose.read_prose(text)
    except prose.ProseProblem as problem:
        raise refuse(str(problem), problem.snippet) from problem


_TABLE_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*")


def _refuse_lost_lines(value: Any) -> None:
    """Refuse a list, paragraphs or a table whose lines would be shown as one run of words."""
    if not isinstance(value, str):
        return
    lines = value.source if isinstance(value, FoldedText) else value.split("\n")
    if not may_be_items(lines):
        return
    for line in lines:
        if "|" in line and _TABLE_ROW.fullmatch(line):
            message = "contains a table; write a list, with one item for each row"
            raise refuse(message, line.strip()[:20])
    if isinstance(value, FoldedText) and (lost := value.lost()):
        raise refuse(f'{lost}; write "{value.opening}" and the text below it')
    if item := dashed_item(lines):
        raise _refuse_sign(sign_for_hyphen(item) or "", item.strip()[:20])


ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


def id_for(text: str) -> str:
    """Give the id nearest to ``text``: lower case, digits and single hyphens.

    >>> id_for("Clinical Lead (MTA)")
    'clinical-lead-mta'
    """
    # é becomes e, and an apostrophe leaves no gap: children's → childrens.
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text).replace("’", "")
        text = "".join(sign for sign in apart if not unicodedata.combining(sign))
    plain = text.replace("'", "").casefold().replace("&", " and ")
    return _NOT_IN_IDS.sub("-", plain).strip("-")


#: Pages and files are named after ids, and no disk takes names of more than 255 characters.
LONGEST_ID = 150
#: Characters of a name that is made from text, and of the digest that ends one that was cut.
_LONGEST_NAME, _DIGEST = 100, 8


def name_for(text: str) -> str:
    """Give the id nearest to ``text``, cut where it is too long to name a file.

    A name that was cut always ends in a digest of the whole: it is the same for the same text,
    whatever other texts there are.
    """
    whole = id_for(text)
    if len(whole) <= _LONGEST_NAME:
        return whole
    digest = blake2b(whole.encode(), digest_size=_DIGEST // 2).hexdigest()
    return f"{whole[: _LONGEST_NAME - _DIGEST - 1].strip('-')}-{digest}"


def length_problem(id_: str) -> str:
    """Say that an id is too long; nothing of one that is not."""
    if len(id_) <= LONGEST_ID:
        return ""
    return f"has {len(id_):,} characters, and an id has at most {LONGEST_ID}; shorten it"


def read_id(value: Any) -> str:
    """Read an id."""
    text = typed(value, "an id")
    if ID.fullmatch(text) and (too_long := length_problem(text)):
        raise refuse(too_long)
    if not ID.fullmatch(text):
        name = text[:LONGEST_TEXT].removesuffix(".yaml").removesuffix(".yml")
        advice = meant_or_such_as(name_for(name), "clinical-lead")
        raise refuse(
            f'"{shortened(text)}" is not an id; use small letters, digits and hyphens{advice}'
        )
    return text


_QUOTATION_MARKS = re.compile('["“”„«»‘’‚]')


def _address(value: Any, wanted: str) -> str:
    """Give a text that people paste with quotation marks, and that has none."""
    text = typed(value, wanted)
    if _QUOTATION_MARKS.search(text):
        bare = shortened(_QUOTATION_MARKS.sub("", text).strip()) or wanted
        raise refuse(
            f"{shortened(text)} has quotation marks in it; take the quotation marks out: {bare}"
        )
    return text


def read_web_address(value: Any) -> str:
    """Read the address of a web page."""
    text = _address(value, "a web address")
    if not re.fullmatch(r"https?://[^\s/\"<>\\]+\.[^\s\"<>\\]+", text):
        bare = re.fullmatch(r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[^\s\"<>\\]*)?", text)
        advice = meant_or_such_as(bare and f"https://{text}", "https://www.example.org/jobs")
        raise refuse(f'"{shortened(text)}" is not a web address; write it in full{advice}')
    return text


def read_host(value: Any) -> str:
    """Read the host of another site, as a Content-Security-Policy names it."""
    text = _address(value, "the address of a host")
    if not re.fullmatch(r"https://(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]+)?", text):
        bare = re.fullmatch(r"(?:https?://)?((?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+)/?", text)
        advice = meant_or_such_as(bare and f"https://{bare[1]}", "https://forms.example.org")
        raise refuse(
            f'"{shortened(text)}" is not the address of a host; write https:// and its name, and '
            f"nothing after it{advice}"
        )
    return text


_EMAIL = r"[^@{0}]+@[^@.{0}]+(?:\.[^@.{0}]+)+".format(r"\s<>\"?&,;:()\[\]\\")
#: An address with what people copy along: "mailto:" before it, or a name and < >.
_COPIED_EMAIL = re.compile(rf"(?:^|[<:(])({_EMAIL})")


def read_email(value: Any) -> str:
    """Read an email address."""
    text = _address(value, "an email address")
    if not re.fullmatch(_EMAIL, text):
        if text.count("@") > 1:
            raise refuse(
                f'"{shortened(text)}" has more than one email address; write one of them alone'
            )
        copied = _COPIED_EMAIL.search(text[:200])
        alone = meant_or_such_as(copied and copied[1], "name@example.org")
        if copied and re.search(r"\w", text.replace(copied[1], "").replace("mailto", "")):
            alone += ", and put the words beside it elsewhere"
        raise refuse(f'"{shortened(text)}" is not an email address; write the address alone{alone}')
    return text


def read_phone(value: Any) -> str:
    """Read a telephone number."""
    text = _address(value, "a telephone number")
    if not re.fullmatch(r"\+?[0-9 ()]{7,24}(?: ?(?:ext|x)\.? ?[0-9]+)?", text):
        raise refuse(
            f'"{shortened(text)}" is not a telephone number; write digits and spaces, such as '
            "01634 000000 or 01634 000000 ext 12"
        )
    number = re.split("ext|x", text)[0]
    digits = sum(sign.isdigit() for sign in number)
    least, most = (8, 15) if number.startswith("+") else (10, 11)
    if not least <= digits <= most:
        raise refuse(
            f'"{shortened(text)}" has {digits} digits, where a telephone number has 10 or 11, or + '
            "and 8 to 15; write the whole number with its area code, such as 01634 000000"
        )
    return text


_POSTCODE = "([A-Z]{1,2}[0-9][A-Z0-9]?)%s([0-9][A-Z]{2})"


#: Areas outside the United Kingdom whose postcodes look like its own.
_NEAR = {"JE": "Jersey", "GY": "Guernsey", "IM": "the Isle of Man", "GX": "Gibraltar"}
#: What may be a postcode of Ireland, or one of the many that are mostly digits.
_FOREIGN = re.compile(
    r"[A-Z][0-9][0-9W] ?[A-Z0-9]{4}"
    r"|(?:[A-Z]{1,2}[ -]?)?[0-9]{4,6}(?: ?[A-Z]{2})?|[0-9]{2,3}[ -][0-9]{2,4}"
)


def read_postcode(value: Any) -> str:
    """Read a postcode of the United Kingdom."""
    as_typed = typed(value, "a postcode")
    text = as_typed.upper()
    if re.fullmatch(r"[A-Z]{2}[0-9].*", text) and (country := _NEAR.get(text[:2])):
        raise refuse(
            f'"{shortened(as_typed)}" is a postcode of {country}, and Rolebook supports those of '
            'the United Kingdom only; move it to the "detail:" of the place'
        )
    if re.fullmatch(_POSTCODE % " ", text):
        return text
    if near := re.fullmatch(_POSTCODE % "", re.sub(r"[\W_]+", "", text)):
        advice = f"write it with one space: {near[1]} {near[2]}"
    elif within := re.search(rf"\b{_POSTCODE % ' ?'}\b", text):
        advice = (
            f"write the postcode alone: {within[1]} {within[2]}, and put the words beside it "
            "elsewhere"
        )
    elif _FOREIGN.fullmatch(text):
        raise refuse(
            f'"{shortened(as_typed)}" is not a postcode of the United Kingdom, and Rolebook '
            'supports no others; correct it, or move it to the "detail:" of the place'
        )
    elif any(sign.isdigit() for sign in text):
        advice = "check its letters and digits, as in ME4 4AA"
    else:
        advice = "write it as in ME4 4AA, or take the line out until it is known"
    raise refuse(f'"{shortened(as_typed)}" is not a postcode; {advice}')
