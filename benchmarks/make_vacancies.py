"""A project with any number of open vacancies, as varied as those of many large employers."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from pathlib import Path
from typing import Any

import yaml

_GRADES = ("", "", "", "", "Senior ", "Lead ", "Deputy ", "Trainee ", "Principal ", "Assistant ")
_WORK = (
    "Support Worker", "Social Worker", "Staff Nurse", "Occupational Therapist", "Physiotherapist",
    "Psychologist", "Care Coordinator", "Administrator", "Data Analyst", "Finance Officer",
    "Teaching Assistant", "Lecturer", "Planning Officer", "Civil Engineer", "Housing Officer",
    "Community Worker", "Youth Worker", "Dietitian", "Radiographer", "Pharmacist",
    "Service Manager", "Project Manager", "Procurement Officer", "Solicitor", "Caretaker",
    "Catering Assistant", "Driver", "Librarian", "Laboratory Technician", "Website Developer",
)  # fmt: skip
_FIELDS = (
    "", "", "", "Learning Disability", "Older People", "Children and Young People", "Acute Care",
    "Community Team", "Mental Health", "Home First", "Nights", "Outpatients", "Theatres",
    "Highways", "Adult Learning", "Early Years", "Safeguarding", "Estates", "Customer Services",
    "Public Health", "Homelessness", "Bank", "Corporate Services", "Integrated Discharge",
)  # fmt: skip
_PLACES = (
    "Ash", "Beech", "Cedar", "Elm", "Hazel", "Holly", "Larch", "Maple", "Oak", "Rowan", "Willow",
    "Bridge", "Castle", "Church", "Ferry", "Harbour", "Market", "Mill", "Park", "Station",
)  # fmt: skip
_KINDS = ("House", "Hospital", "Centre", "Clinic", "Campus", "Offices", "Depot", "Court")
_REGIONS = (
    "East Midlands", "East of England", "London", "North East", "North West", "South East",
    "South West", "West Midlands", "Yorkshire and the Humber",
)  # fmt: skip
_EMPLOYERS = 24
_FULL_TIME = 37.5


def make_vacancies(source: Path, target: Path, vacancies: int, seed: int, day: dt.date) -> None:
    """Make a project of ``vacancies`` roles, each open for applications on ``day``."""
    for copied in ("hooks", "templates"):
        shutil.copytree(source / copied, target / copied)
    shutil.copy2(source / "mkdocs.yml", target)
    chance = random.Random(seed)
    config, roles = target / "site_config", target / "content" / "roles"
    config.mkdir()
    roles.mkdir(parents=True)
    places = _places(chance)
    departments = sorted({field for field in _FIELDS if field})
    site = {
        "heading": "Vacancies",
        "introduction": "Made up to measure how fast a list is.",
        "editions": ["full"],
    }
    _write(config / "site.yaml", site)
    employers = {
        f"employer-{number}": {"name": f"{_PLACES[number % 20]} {_REGIONS[number % 9]} Trust"}
        for number in range(1, _EMPLOYERS + 1)
    }
    _write(config / "organisations.yaml", {"organisations": employers})
    _write(config / "locations.yaml", {"locations": places})
    for number in range(1, vacancies + 1):
        role = _role(number, chance, list(places), departments, day)
        name = f"{role['title']} {number}".lower().replace(",", "").replace(" ", "-")
        _write(roles / f"{name}.yaml", role)


def _places(chance: random.Random) -> dict[str, Any]:
    return {
        f"{name}-{kind}".lower(): {
            "name": f"{name} {kind}",
            "address": {"town": f"{name}ton", "county": f"{name}shire"},
            "region": chance.choice(_REGIONS),
        }
        for name in _PLACES
        for kind in _KINDS
    }


def _role(
    number: int, chance: random.Random, places: list[str], departments: list[str], day: dt.date
) -> dict[str, Any]:
    field = chance.choice(_FIELDS)
    title = chance.choice(_GRADES) + chance.choice(_WORK) + (f", {field}" if field else "")
    opens = day - dt.timedelta(days=chance.randrange(1, 28))
    closes = day + dt.timedelta(days=chance.randrange(1, 42))
    time = chance.choice(("23:59", "23:59", "12:00", "17:00"))
    return {
        "title": title,
        "organisation": f"employer-{chance.randrange(1, _EMPLOYERS + 1)}",
        "department": chance.choice(departments),
        "summary": f"{title}, one of many.",
        "place": {
            "base": chance.choice(places),
            "workplace": {"type": chance.choice(("on-site", "on-site", "hybrid", "remote"))},
        },
        "contract": chance.choice((
            {"type": "permanent"}, {"type": "permanent"}, {"type": "fixed-term", "months": 12},
            {"type": "casual"},
        )),
        "hours": _hours(chance),
        "pay": _pay(chance),
        "duties": {"sections": [{"title": "Duties", "duties": ["Do the work"]}]},
        "application": {"email": "jobs@example.org"},
        "vacancies": [
            {"reference": f"V-{number:05}", "opens": f"{opens} 09:00", "closes": f"{closes} {time}"}
        ],
    }  # fmt: skip


def _hours(chance: random.Random) -> dict[str, Any]:
    week = chance.choice((_FULL_TIME,) * 6 + (15.0, 18.75, 22.5, 30.0))
    pattern = "full-time" if week == _FULL_TIME else "part-time"
    return {"pattern": pattern, "hours_a_week": week, "full_time_hours": _FULL_TIME}


def _pay(chance: random.Random) -> dict[str, Any]:
    if chance.random() < 0.15:
        return {"type": "hourly", "amount": f"{12.5 + chance.randrange(60) / 10:.2f}"}
    if chance.random() < 0.3:
        lowest = 22_000 + 250 * chance.randrange(120)
        return {"type": "annual", "minimum": lowest, "maximum": lowest + 2_000}
    # Most are on one of a few bands.
    band = chance.randrange(12)
    return {"type": "annual", "minimum": 23_615 + 3_411 * band, "maximum": 25_674 + 3_877 * band}


def _write(path: Path, value: Any) -> None:
    path.write_text(yaml.dump(value, Dumper=yaml.CSafeDumper, sort_keys=False), "utf-8")
