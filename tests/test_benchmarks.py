"""The roles that benchmarks are run on are good roles, and no two texts of them are alike."""

from pathlib import Path

import yaml
from benchmarks.make_roles import make_project, texts_of

from rolebook.check.content import read_content

ROOT = Path(__file__).parent.parent


def test_made_roles_are_distinct_and_pass_the_check(tmp_path, today, printable):
    project = tmp_path / "made"
    make_project(ROOT, project, roles=3, seed=1)
    assert len(read_content(project, today, printable).roles) == 3
    texts = [
        scalar.value
        for path in (project / "content" / "roles").iterdir()
        for scalar in texts_of(yaml.compose(path.read_text("utf-8")))
    ]
    assert len(texts) > 200
    assert len(set(texts)) == len(texts)


def test_the_same_seed_makes_the_same_roles(tmp_path):
    made = []
    for name in ("one", "two"):
        make_project(ROOT, tmp_path / name, roles=3, seed=1)
        files = sorted((tmp_path / name / "content" / "roles").iterdir())
        made.append({path.name: path.read_bytes() for path in files})
    assert made[0] == made[1]
