"""Checkpoints are stamped by an outside authority, when it answers; a stamp fits only its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.actions.admin.read_system import read_system
from app.actions.audit.export_dossier import export_dossier
from app.actions.audit.make_signing_key import make_signing_key
from app.actions.audit.seal_chains import seal_chains
from app.actions.audit.stamp_checkpoints import stamp_checkpoints
from app.actions.audit.verify_audit import broken_chains, verify_audit
from app.domain.views.system_state import Health, SystemLine
from app.errors import SettingsError, StampFailed
from app.proof import Checkpoints, Stamps, ask_stamp, roots_in, stamped_at
from app.worker import Worker
from tests.factories import AtWork
from tests.proof.authority import Authority
from tests.verifier.inspecting import Wrong, check


@pytest.fixture
def office(sqlite_office: AtWork, tmp_path: Path) -> Iterator[AtWork]:
    """An installation that asks an authority which answers; its clock is the office's."""
    authority = Authority(sqlite_office.clock.now)
    roots = tmp_path / "tsa-roots.pem"
    roots.write_bytes(authority.roots)
    with authority.answering() as url:
        services = sqlite_office.services
        services.settings = replace(services.settings, tsa_url=url, tsa_roots_file=roots)
        make_signing_key(services)
        yield sqlite_office


def _seal(office: AtWork) -> None:
    office.start()
    office.clock.tick(60)
    seal_chains(office.services)


def _stamps(office: AtWork) -> Path:
    path = Stamps.beside(office.services.settings.checkpoints_file).path
    assert path is not None
    return path


def _without_authority(office: AtWork, url: str = "http://127.0.0.1:9/") -> str:
    """Let the authority be out of reach; return where it was."""
    before = office.services.settings.tsa_url
    office.services.settings = replace(office.services.settings, tsa_url=url)
    return before


def _line(office: AtWork) -> SystemLine:
    lines = read_system(office.services, office.actor("quantri")).lines
    return next(line for line in lines if line.key == "stamps")


def _reasons(office: AtWork) -> list[str]:
    return [one.reason for one in broken_chains(verify_audit(office.services))]


def test_worker_stamps_each_checkpoint_and_the_check_of_the_record_reads_them(
    office: AtWork,
) -> None:
    office.start()
    Worker(office.services, 1.0).tick()
    _seal(office)
    assert stamp_checkpoints(office.services) == 1
    proof = verify_audit(office.services).proof
    assert (proof.stamps, proof.stamps_checked) == (2, True)
    assert _reasons(office) == []
    line = _line(office)
    assert (line.health, line.told) == (
        Health.FINE,
        "2 điểm mốc có dấu thời gian, 0 điểm mốc chưa có.",
    )


def test_authority_out_of_reach_is_noted_and_asked_again_later(office: AtWork) -> None:
    answering = _without_authority(office)
    office.start()
    worker = Worker(office.services, 1.0)
    worker.tick()
    assert not _stamps(office).exists() and _reasons(office) == []
    assert "Không hỏi được máy cấp dấu thời gian" in _line(office).told
    office.clock.tick(timedelta(days=2).total_seconds())
    assert _line(office).health is Health.LOOK
    _without_authority(office, answering)
    worker.tick()
    assert verify_audit(office.services).proof.stamps > 0
    assert _line(office).health is Health.FINE


def test_stamp_of_another_checkpoint_or_changed_is_found(office: AtWork) -> None:
    for _ in range(2):
        _seal(office)
    stamp_checkpoints(office.services)
    path = _stamps(office)
    sound = path.read_bytes()
    first, second = (json.loads(line) for line in sound.splitlines())
    swapped = {**first, "token": second["token"]}
    path.write_text(f"{json.dumps(swapped)}\n{json.dumps(second)}\n")
    assert _reasons(office) == ["Dòng 1: dấu thời gian không phải của điểm mốc này, hoặc đã bị sửa"]
    path.write_bytes(sound + b"xx\n")
    assert "có dấu thời gian của một điểm mốc không còn" in _reasons(office)[0]
    path.write_bytes(sound)
    assert _reasons(office) == []


def test_last_checkpoint_taken_out_is_told_by_its_stamp(office: AtWork) -> None:
    for _ in range(2):
        _seal(office)
    stamp_checkpoints(office.services)
    kept = office.services.settings.checkpoints_file
    assert kept is not None
    kept.write_bytes(kept.read_bytes().splitlines(keepends=True)[0])
    assert _reasons(office) == ["Dòng 2: có dấu thời gian của một điểm mốc không còn trong tệp"]


def test_stamp_is_only_taken_from_whom_the_installation_trusts(office: AtWork) -> None:
    _seal(office)
    settings = office.services.settings
    one = Checkpoints(settings.checkpoints_file).last()
    assert one is not None
    roots = roots_in(settings.tsa_roots_file)
    token = ask_stamp(settings.tsa_url, one, roots)
    assert stamped_at(token, one, roots) == one.at
    with pytest.raises(StampFailed, match="cũ hơn điểm mốc"):
        stamped_at(token, replace(one, at=one.at + timedelta(hours=1)), roots)
    with pytest.raises(StampFailed, match="đặt TSA_ROOTS_FILE"):
        ask_stamp(settings.tsa_url, one, ())
    with pytest.raises(StampFailed, match="http"):
        ask_stamp("file:///etc/passwd", one, roots)
    stranger = Authority(lambda: datetime.now().astimezone())
    assert settings.tsa_roots_file is not None
    settings.tsa_roots_file.write_bytes(stranger.roots)
    with pytest.raises(StampFailed, match="không kiểm được"):
        ask_stamp(settings.tsa_url, one, roots_in(settings.tsa_roots_file))
    settings.tsa_roots_file.write_text("không phải chứng thư")
    with pytest.raises(SettingsError, match="TSA_ROOTS_FILE"):
        roots_in(settings.tsa_roots_file)


def test_dossier_carries_its_stamp_and_the_verifier_checks_it(office: AtWork) -> None:
    office.go_to("register_incoming")
    made = export_dossier(office.services, None, office.case().code)
    roots_file = office.services.settings.tsa_roots_file
    assert roots_file is not None
    report = check(made.content, None, roots_file.read_bytes())
    assert report.stamps == len(report.stamped) > 0
    assert abs(report.stamped[0] - office.clock.now()) < timedelta(minutes=1)
    assert check(made.content).stamped == ()
    stranger = Authority(office.clock.now)
    with pytest.raises(Wrong, match="dấu thời gian không khớp"):
        check(made.content, None, stranger.roots)
