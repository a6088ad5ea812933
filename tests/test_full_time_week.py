"""What a post pays is never left open between two full-time weeks: each answer gives its pay."""

from pathlib import Path

import pytest

from conftest import NOW, TODAY
from overlays import lay_over
from rolebook.check.content import read_content
from rolebook.enrich.role_view import role_view

CASES = Path(__file__).parent / "bad_input"


@pytest.mark.parametrize(
    ("case", "old", "new", "salary", "actual"),
    [
        # Band 6 pays 30000 to 33000 for 37.5 hours.
        ("hours-below-the-scale", "  hours_a_week: 37\n",
         "  hours_a_week: 37\n  full_time_hours: 37\n", "£30,000 to £33,000 per year", ""),
        # × 37 ÷ 37.5 = 29600 to 32560
        ("hours-below-the-scale", "  pattern: full-time\n  hours_a_week: 37\n",
         "  pattern: part-time\n  hours_a_week: 37\n  full_time_hours: 37.5\n",
         "£29,600 to £32,560 per year", "£29,600 to £32,560 a year"),
        ("hours-above-the-scale", "  hours_a_week: 40\n",
         "  hours_a_week: 40\n  full_time_hours: 40\n", "£30,000 to £33,000 per year", ""),
        # × 40 ÷ 37.5 = 32000 to 35200
        ("hours-above-the-scale", "  type: pay-scale\n  scale: example-scale\n  band: Band 6\n",
         "  type: annual\n  basis: actual\n  minimum: 32000.00\n  maximum: 35200.00\n",
         "£32,000 to £35,200 per year", ""),
    ],
)  # fmt: skip
def test_obeying_either_reading_gives_the_pay_that_it_names(
    small_project, printable, case, old, new, salary, actual
):
    lay_over(small_project, CASES / case)
    file = small_project / "content" / "roles" / "support-worker.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    content = read_content(small_project, TODAY, printable)
    view = role_view("support-worker", content.roles["support-worker"], content, NOW, TODAY)
    assert view.pay.salary.in_words(view.words) == salary
    assert view.pay.for_these_hours == actual
