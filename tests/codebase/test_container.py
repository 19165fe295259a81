"""The container keeps its promises on paper; `make image` builds, starts and probes it."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from tests.codebase.tree import ROOT

DOCKERFILE = (ROOT / "docker/Dockerfile").read_text("utf-8")
FINAL_STAGE = DOCKERFILE.split("\nFROM ")[-1]


def test_the_image_runs_as_an_ordinary_user() -> None:
    assert re.findall(r"^USER (\S+)", FINAL_STAGE, re.M) == ["chu-truong"]


def test_the_base_is_an_argument_of_the_build() -> None:
    assert re.findall(r"^FROM (\S+)", DOCKERFILE, re.M) == ["${BASE}", "${BASE}"]


def test_the_image_tells_whether_it_is_healthy() -> None:
    assert "HEALTHCHECK" in FINAL_STAGE and "/healthz" in FINAL_STAGE


def test_no_development_tool_reaches_the_image() -> None:
    assert "requirements-dev" not in FINAL_STAGE
    assert "nodejs" not in FINAL_STAGE


def test_everything_from_outside_comes_with_its_hash() -> None:
    installs = re.findall(r"pip install[^\n]*", DOCKERFILE)
    assert installs and all("--require-hashes" in line for line in installs)


def test_the_builder_gets_only_what_the_image_is_made_of() -> None:
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    copied = set(re.findall(r"^COPY (?!--from)(\w+)", DOCKERFILE, re.M))
    assert {rule[1:] for rule in rules if rule.startswith("!")} == copied


@pytest.mark.parametrize("service", ["web", "worker"])
def test_pages_and_worker_are_one_image_with_one_environment(service: str) -> None:
    services = _compose()["services"]
    assert services[service]["image"] == services["web"]["image"]
    assert services[service]["environment"] == services["web"]["environment"]
    assert services[service]["cap_drop"] == ["ALL"]
    assert services[service]["command"] == [service]


def test_pages_and_worker_reach_the_database_by_the_account_that_owns_nothing() -> None:
    services = _compose()["services"]
    owner = services["db"]["environment"]["POSTGRES_USER"]
    prepares = services["prepare"]["environment"]
    assert f"//{owner}:" in prepares["DATABASE_URL"]
    for service in ("web", "worker"):
        environment = services[service]["environment"]
        assert f"//{prepares['APP_ACCOUNT']}:" in environment["DATABASE_URL"]
        assert "POSTGRES_PASSWORD" not in str(environment) and environment["PREPARED"] == "1"
    assert services["web"]["depends_on"].keys() == {"prepare"}


def test_no_password_is_shipped_and_only_this_machine_is_served() -> None:
    compose = _compose()
    assert "?" in compose["services"]["db"]["environment"]["POSTGRES_PASSWORD"]
    assert all(port.startswith("127.0.0.1:") for port in compose["services"]["web"]["ports"])
    assert "ports" not in compose["services"]["db"]


def test_the_entrypoint_knows_what_the_services_ask_for() -> None:
    entrypoint = (ROOT / "docker/entrypoint.sh").read_text("utf-8")
    commands = [
        service["command"][0] for service in _compose()["services"].values() if "command" in service
    ]
    assert all(re.search(rf"^    {command}\)", entrypoint, re.M) for command in commands)


def _compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / "docker/compose.yaml").read_text("utf-8"))
    return read
