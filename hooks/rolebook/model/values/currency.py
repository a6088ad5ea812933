"""Which texts speak of a currency other than pounds, the only one that is supported."""

from __future__ import annotations

import re
import unicodedata

#: What people write in place of a sign: names, and codes of ISO 4217.
_NAMED = re.compile(
    r"(?<![a-z])(?:euros?|dollars?|rupees?|yen|francs?|kron(?:a|or|e|er)|zloty(?:ch|s)?"
    r"|eur|usd|aud|cad|nzd|chf|sek|nok|dkk|isk|pln|czk|huf|ron|inr|jpy|cny|hkd|sgd|zar|aed)"
    r"(?![a-z])",
    re.IGNORECASE,
)
ONLY_POUNDS = "pounds are the only currency that Rolebook supports"


def other_currency(text: str) -> str:
    """Give the sign, name or code of another currency in a text; empty where there is none."""
    sign = next((sign for sign in text if unicodedata.category(sign) == "Sc" and sign != "£"), "")
    named = _NAMED.search(text)
    return sign or (named[0] if named else "")
