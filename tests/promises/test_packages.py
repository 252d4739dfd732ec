"""What is installed is what was tested: every package is pinned with fingerprints, and stands in the bill of materials."""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from product import ROOT

PINNED = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>[\w.]+)(?P<rest>(?:.*\\\n)+?.*sha256:[0-9a-f]{64})$", re.MULTILINE
)


@cache
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@cache
def pinned() -> dict[str, Version]:
    """The version of every package that has a fingerprint in the lock."""
    lock = (ROOT / "docs" / "reference" / "requirements.lock").read_text(encoding="utf-8")
    found = {canonicalize_name(pin["name"]): Version(pin["version"]) for pin in PINNED.finditer(lock)}
    assert len(found) == lock.count("=="), "a package without a fingerprint, or twice"
    return found


@cache
def bill() -> dict[str, Any]:
    text = (ROOT / "docs" / "reference" / "sbom.cdx.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def test_every_package_that_may_be_used_is_pinned_in_its_range() -> None:
    tables = project()["project"]
    for line in (*tables["dependencies"], *tables["optional-dependencies"]["build"]):
        wanted = Requirement(line)
        assert pinned()[canonicalize_name(wanted.name)] in wanted.specifier, line


def test_what_builds_the_wheel_is_pinned_too() -> None:
    for line in project()["build-system"]["requires"]:
        wanted = Requirement(line)
        assert pinned()[canonicalize_name(wanted.name)] in wanted.specifier, line


def test_the_bill_of_materials_has_what_is_pinned_with_its_licence() -> None:
    parts = {canonicalize_name(part["name"]): part for part in bill()["components"]}
    assert {name: Version(part["version"]) for name, part in parts.items()} == pinned()
    assert [name for name, part in parts.items() if not part.get("licenses")] == []


def test_the_bill_of_materials_says_what_needs_what() -> None:
    about = bill()["metadata"]["component"]
    assert (about["name"], about["version"]) == ("readiness", project()["project"]["version"])
    needs = {part["ref"]: part.get("dependsOn", []) for part in bill()["dependencies"]}
    wanted = {canonicalize_name(Requirement(line).name) for line in project()["project"]["dependencies"]}
    named = {part["bom-ref"]: canonicalize_name(part["name"]) for part in bill()["components"]}
    assert wanted <= {named[ref] for ref in needs[about["bom-ref"]]}
    assert {*named} <= {*needs}
