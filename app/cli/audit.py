"""Commands about the record: its proof (`audit …`) and its invariants (`invariants …`)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from app.domain.clock import LOCAL
from app.domain.views import ProofState
from app.domain.views.conformance import CaseConformance, Kept
from app.errors import ChuTruongError


class RecordGroup(AppGroup):
    """Commands that end with a refusal in words and 2, for 1 says that something is wrong."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was named."""
        try:
            return super().invoke(ctx)
        except ChuTruongError as error:
            click.echo(error.message, err=True)
            sys.exit(2)


audit = RecordGroup("audit", help="prove the record")

FILE_ENDINGS = {"xes": "xes", "ocel": "jsonocel"}
SHOWN_EVERY = 500
STANDINGS = {Kept.VIOLATED: "trái", Kept.UNDECIDED: "chưa kết luận", Kept.KEPT: "giữ"}


@audit.command("verify")
@click.option("--chain", default=None, help="only this chain, for example instance:<id>")
def verify(chain: str | None) -> None:
    """Check every row of every chain; exit 1 and name the first wrong row of each broken chain."""
    from app.actions.audit.verify_audit import broken_chains, verify_audit

    page = verify_audit(current_app.extensions["services"], chain_id=chain)
    broken = broken_chains(page)
    rows = sum(check.rows for check in page.chains)
    for check in broken:
        name = " ".join(filter(None, (check.case_code, check.title, f"[{check.chain_id}]")))
        click.echo(f"{name}: sai lệch tại dòng {check.bad_row}: {check.reason}")
    _tell_proof(page.proof)
    if broken:
        sys.exit(1)
    gone = f"; {page.tombstones} hồ sơ đã tiêu hủy, có biên bản" if page.tombstones else ""
    click.echo(f"Nguyên vẹn: {len(page.chains)} chuỗi, {rows} dòng{gone}")


def _tell_proof(proof: ProofState) -> None:
    if proof.signed_at is None:
        click.echo("Chưa có điểm mốc đã ký; tạo khóa bằng lệnh audit make-key", err=True)
        return
    click.echo(
        f"Điểm mốc gần nhất: {proof.signed_at.astimezone(LOCAL):%H:%M %d/%m/%Y}, "
        f"{proof.signed_rows} dòng niêm phong, khóa {proof.key_id[:16]}"
    )
    if proof.stamps:
        checked = "đã kiểm" if proof.stamps_checked else "chưa kiểm được, đặt TSA_ROOTS_FILE"
        click.echo(f"Dấu thời gian của bên ngoài: {proof.stamps}, {checked}")


@audit.command("make-key")
def make_key_command() -> None:
    """Make the Ed25519 key that signs checkpoints and dossiers, outside the database."""
    from app.actions.audit.make_signing_key import make_signing_key

    path, fingerprint = make_signing_key(current_app.extensions["services"])
    click.echo(f"Khóa ký: {path}; khóa công khai: {path.with_suffix('.pub')}")
    click.echo(f"Dấu vân khóa, ghi vào văn bản giao cho kiểm soát: {fingerprint}")


@audit.command("seal")
def seal() -> None:
    """Seal the heads of all chains and sign a checkpoint now, as the worker does every hour."""
    from app.actions.audit.seal_chains import seal_chains

    moved = seal_chains(current_app.extensions["services"])
    click.echo(f"Đã niêm phong {moved} chuỗi")


@audit.command("dossier")
@click.argument("code")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="the file to write")
def dossier(code: str, output: Path | None) -> None:
    """Write a case as one file that proves itself; `verifier/` checks it."""
    from app.actions.audit.export_dossier import export_dossier

    made = export_dossier(current_app.extensions["services"], None, code)
    path = output or Path(made.file_name)
    path.write_bytes(made.content)
    click.echo(f"Đã ghi {path}, {len(made.content)} byte")


@audit.command("export")
@click.option("--format", "kind", type=click.Choice(["xes", "ocel"]), default="xes")
@click.option("--restricted", is_flag=True, help="also restricted cases; each is recorded as read")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="the file to write")
def export(kind: str, restricted: bool, output: Path | None) -> None:
    """Write the record as an event log for mining tools: XES or OCEL 2.0."""
    from app.actions.audit.export_event_log import LogFormat, export_event_log

    path = output or Path(f"nhat-ky.{FILE_ENDINGS[kind]}")
    counts = (0, 0)

    def told(cases: int, events: int) -> None:
        nonlocal counts
        counts = (cases, events)
        if cases % SHOWN_EVERY == 0:
            click.echo(f"{cases} hồ sơ, {events} sự kiện", err=True)

    services = current_app.extensions["services"]
    pieces = export_event_log(services, None, LogFormat(kind), restricted=restricted, told=told)
    write_whole(path, pieces)
    click.echo(f"Đã ghi {path}: {counts[0]} hồ sơ, {counts[1]} sự kiện")


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Write the file, or none when somebody stops it: half a log looks like a log."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            file.writelines(pieces)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@audit.command("restrict")
@click.argument("code")
@click.option("--reason", required=True, help="why, with the paper it rests on")
def restrict(code: str, reason: str) -> None:
    """Restrict a case: from now on everybody who reads it stands in its record."""
    from app.actions.admin.restrict_case import restrict_case

    restrict_case(current_app.extensions["services"], code, reason)
    click.echo(f"Hồ sơ {code} thuộc diện hạn chế; mọi lượt xem được ghi")


@audit.command("account")
@click.argument("role")
@click.option("--create", is_flag=True, help="make it with the password in APP_ACCOUNT_PASSWORD")
def account(role: str, create: bool) -> None:
    """Give a PostgreSQL account what web and worker need; it cannot change or drop the record."""
    from app.actions.admin.grant_account import grant_account

    password = os.environ.get("APP_ACCOUNT_PASSWORD", "") if create else ""
    if create and not password:
        raise click.UsageError("Đặt APP_ACCOUNT_PASSWORD là mật khẩu của tài khoản rồi chạy lại")
    grant_account(current_app.extensions["services"], role, password)
    click.echo(f"Tài khoản {role} đọc, ghi được mọi bảng; với nhật ký chỉ đọc và ghi thêm")


@audit.command("conformance")
@click.argument("code", required=False)
def conformance(code: str | None) -> None:
    """Judge the history of one case, or of all, by the rules of the clauses; exit 1 if broken."""
    from app.actions.audit.read_conformance import read_all_conformance, read_conformance

    services = current_app.extensions["services"]
    pages = [read_conformance(services, None, code)] if code else read_all_conformance(services)
    broken = 0
    for page in pages:
        _tell_conformance(page)
        broken += len(page.of(Kept.VIOLATED))
    if broken:
        sys.exit(1)


def _tell_conformance(page: CaseConformance) -> None:
    violated, undecided, kept = (page.of(one) for one in STANDINGS)
    applied = sum(rule.applied for rule in kept)
    click.echo(
        f"{page.code}: {STANDINGS[Kept.VIOLATED]} {len(violated)}, "
        f"{STANDINGS[Kept.UNDECIDED]} {len(undecided)}, "
        f"{STANDINGS[Kept.KEPT]} {applied}, không có dịp áp dụng {len(kept) - applied}"
    )
    for rule in (*violated, *undecided):
        cited = ", ".join(rule.clauses)
        word = STANDINGS[rule.standing]
        click.echo(f"  {word} {rule.rule_id} ({cited}): {rule.sentence} [{rule.reason}]")


invariants = RecordGroup("invariants", help="ask the database whether the invariants hold")


@invariants.command("check")
@click.option("--only", default="", help="one invariant, for example INV-07")
def check(only: str) -> None:
    """Ask every invariant; exit 1 and name each violation."""
    from app.actions.audit.check_invariants import check_invariants

    found = check_invariants(current_app.extensions["services"], only)
    for one in found:
        where = " ".join(part for part in (one.case_id, one.instance_id) if part)
        click.echo(f"{one.invariant}: {one.what}" + (f" [{where}]" if where else ""))
    if found:
        sys.exit(1)
    click.echo("Không có bất biến nào bị vi phạm")


@invariants.command("list")
def list_() -> None:
    """Print what keeps each invariant: proof over the diagrams, guards, nightly query."""
    from app.actions.audit.list_invariants import list_invariants

    for one in list_invariants():
        waits = f": chờ {', '.join(one.waits_for)}" if one.waits_for else ""
        click.echo(f"{one.id} {one.title}{waits}")
        for label, places in (
            ("chứng minh", (one.proof,)),
            ("chặn", one.guards),
            ("soát hằng đêm", (one.query,)),
        ):
            for place in filter(None, places):
                click.echo(f"  {label}: {place}")
