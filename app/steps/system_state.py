"""Each part of the installation as one line: what is known of it, and what to do when it is red."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from app.domain.clock import LOCAL
from app.domain.jobs import JobState
from app.domain.views.system_state import Health, SystemLine
from app.proof import Checkpoints, Stamps, load_key, unstamped
from app.steps.work import Work
from app.store import invariant_checks, jobs, system_state

SILENT_AFTER = timedelta(minutes=5)
UNSEALED_AFTER = timedelta(hours=3)
UNSTAMPED_AFTER = timedelta(hours=24)
UNCHECKED_AFTER = timedelta(hours=36)
LEAST_FREE = 0.1
WORST_FREE = 0.02
WORKER = "Khởi động lại tiến trình nền (dịch vụ worker, lệnh flask --app app worker), xem nhật ký."


def lines_of(work: Work) -> Iterator[SystemLine]:
    """Yield every part."""
    for part in PARTS:
        yield part(work)
    yield from _stamps(work)


def _moment(value: datetime) -> str:
    return f"{value.astimezone(LOCAL):%H:%M, %d/%m/%Y}"


def _worker(work: Work) -> SystemLine:
    title = "Tiến trình nền"
    last = system_state.last_tick(work.tx, system_state.WORKER)
    if last is None:
        told = "Chưa có tiến trình nền nào làm việc: hạn, nhắc việc và niêm phong không chạy."
        return SystemLine("worker", title, Health.BROKEN, told, WORKER)
    told = f"Lần làm việc cuối: {_moment(last.at)}."
    if last.failed_at is not None:
        told += f" Lần lỗi cuối: {_moment(last.failed_at)} ({last.told})."
    silent = work.now - last.at > SILENT_AFTER
    failing = last.failed_at is not None and last.failed_at == last.at
    health = Health.BROKEN if silent or failing else Health.FINE
    return SystemLine("worker", title, health, told, WORKER if health is not Health.FINE else "")


def _timers(work: Work) -> SystemLine:
    found = system_state.due_timers(work.tx, work.now)
    told = f"{found.waiting} mốc hẹn giờ đang chờ, {found.due} mốc đã tới giờ."
    late = found.oldest is not None and work.now - found.oldest > SILENT_AFTER
    if found.oldest is not None:
        told += f" Mốc cũ nhất tới giờ từ {_moment(found.oldest)}."
    advice = "Tiến trình nền không theo kịp hoặc có bước lỗi: xem trang Sự cố, khởi động lại nó."
    health = Health.BROKEN if late else Health.FINE
    return SystemLine("timers", "Mốc hẹn giờ", health, told, advice if late else "")


def _queue(work: Work) -> SystemLine:
    title, counts = "Việc gửi ra ngoài (thư)", jobs.counts_by_state(work.tx)
    dead, waiting = counts.get(JobState.DEAD, 0), counts.get(JobState.WAITING, 0)
    told = f"{waiting} việc đang chờ, {dead} việc đã thôi thử."
    advice = "Xem thư chưa gửi được ở trang Sự cố, sửa nguyên nhân rồi gửi lại."
    health = Health.LOOK if dead else Health.FINE
    return SystemLine("queue", title, health, told, advice if dead else "")


def _seals(work: Work) -> SystemLine:
    title, settings = "Niêm phong và điểm mốc đã ký", work.services.settings
    if load_key(settings.signing_key_file) is None:
        told = "Chưa có khóa ký: nhật ký được niêm phong nhưng không được ký."
        advice = "Tạo khóa: flask --app app audit make-key, giao dấu vân khóa cho kiểm soát."
        return SystemLine("seals", title, Health.LOOK, told, advice)
    last = Checkpoints(settings.checkpoints_file).last()
    told = f"Điểm mốc cuối: {_moment(last.at)}." if last else "Chưa có điểm mốc nào."
    waiting = system_state.recorded_after(work.tx, last.at if last else None)
    if waiting is None:
        return SystemLine("seals", title, Health.FINE, f"{told} Mọi dòng nhật ký đã được ký.")
    told += f" Dòng chưa ký cũ nhất: {_moment(waiting)}."
    late = work.now - waiting > UNSEALED_AFTER
    advice = f"{WORKER} Có thể niêm phong ngay: flask --app app audit seal."
    return SystemLine(
        "seals", title, Health.BROKEN if late else Health.FINE, told, advice if late else ""
    )


def _stamps(work: Work) -> Iterator[SystemLine]:
    """Yield how time stamps do where an authority is asked for them."""
    title, settings = "Dấu thời gian của bên ngoài", work.services.settings
    if not settings.tsa_url:
        return
    kept = Stamps.beside(settings.checkpoints_file).read()
    waiting = [*unstamped(Checkpoints(settings.checkpoints_file).read(), kept)]
    told = f"{len(kept)} điểm mốc có dấu thời gian, {len(waiting)} điểm mốc chưa có."
    last = system_state.last_tick(work.tx, system_state.STAMPS)
    if last is not None and last.failed_at is not None:
        told += f" Lần lỗi cuối: {_moment(last.failed_at)} ({last.told})."
    late = bool(waiting) and work.now - waiting[0].at > UNSTAMPED_AFTER
    advice = "Kiểm TSA_URL, TSA_ROOTS_FILE và đường ra mạng; tiến trình nền tự hỏi lại."
    health = Health.LOOK if late else Health.FINE
    yield SystemLine("stamps", title, health, told, advice if late else "")


def _invariants(work: Work) -> SystemLine:
    title, found = "Kiểm tra bất biến hằng đêm", invariant_checks.latest(work.tx, 1)
    if not found:
        told = "Chưa kiểm tra lần nào."
        return SystemLine("invariants", title, Health.LOOK, told, "Chạy ở trang Bất biến.")
    (last,) = found
    told = f"Lần cuối {_moment(last.checked_at)}: {len(last.found)} điều không được giữ."
    if last.found:
        advice = "Mở trang Bất biến, xem từng điều và hồ sơ liên quan."
        return SystemLine("invariants", title, Health.BROKEN, told, advice)
    old = work.now - last.checked_at > UNCHECKED_AFTER
    return SystemLine(
        "invariants", title, Health.LOOK if old else Health.FINE, told, WORKER if old else ""
    )


def _database(work: Work) -> SystemLine:
    size = system_state.size_in_bytes(work.tx) / 1024 / 1024
    told = f"{system_state.version_of(work.tx)}, {size:.0f} MB."
    return SystemLine("database", "Cơ sở dữ liệu", Health.FINE, told)


def _disk(work: Work) -> SystemLine:
    title, folder = "Đĩa chứa tệp gửi kèm", work.services.settings.uploads_dir
    there = folder if folder.is_dir() else _nearest(folder)
    usage = shutil.disk_usage(there)
    share = usage.free / usage.total
    told = f"Còn {usage.free / 1024**3:.0f} GB trên {usage.total / 1024**3:.0f} GB."
    if share >= LEAST_FREE:
        return SystemLine("disk", title, Health.FINE, told)
    health = Health.BROKEN if share < WORST_FREE else Health.LOOK
    advice = "Mở rộng đĩa hoặc chuyển bản sao lưu đi nơi khác; đĩa đầy thì không gửi tệp được."
    return SystemLine("disk", title, health, told, advice)


def _nearest(folder: Path) -> Path:
    return next(parent for parent in folder.parents if parent.is_dir())


def _release(work: Work) -> SystemLine:
    title, row = "Bản công bố đang dùng", system_state.last_release(work.tx)
    if row is None:
        advice = "Công bố quy trình: flask --app app publish."
        return SystemLine("release", title, Health.BROKEN, "Chưa công bố quy trình nào.", advice)
    told = f"Bản số {row['number']}, công bố {_moment(row['published_at'])}."
    return SystemLine("release", title, Health.FINE, told)


PARTS: tuple[Callable[[Work], SystemLine], ...] = (
    _worker,
    _timers,
    _queue,
    _seals,
    _invariants,
    _database,
    _disk,
    _release,
)
