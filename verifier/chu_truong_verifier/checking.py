"""The whole check, from the outside in: archive, signature, members, chains, papers, forms."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chu_truong_verifier.chains import Chain, Line, canonical, parsed, read_chain, seals
from chu_truong_verifier.container import read_members
from chu_truong_verifier.signing import Key
from chu_truong_verifier.stamps import stamped_at
from chu_truong_verifier.wrong import Wrong

FORMAT = "chu-truong-dossier-1"
CHECKPOINT = "chu-truong-checkpoint-1"
MANIFEST, SIGNATURE, OWN_KEY = "manifest.json", "manifest.sig", "chung-cu/khoa-cong-khai.pem"
# A page prints its own digest; what is hashed is the page with zeros in that place.
_PRINTED = re.compile(rb'(<span class="doc-hash">)[0-9a-f]{64}(</span>)')


@dataclass(frozen=True)
class Report:
    """What a sound dossier turned out to hold."""

    case: str
    title: str
    made_at: str
    fingerprint: str
    members: int
    rows: int
    papers: int
    forms: int
    chains: Sequence[tuple[str, int, str]]
    # Time stamps of others: how many there are, and the moments of those that were checked.
    stamps: int = 0
    stamped: Sequence[datetime] = ()


def check(content: bytes, key_pem: bytes | None = None, tsa_roots: bytes | None = None) -> Report:
    """Check a dossier, with the key it carries unless one is given; raise Wrong.

    `tsa_roots` are certificates of trusted authorities; without them no time stamp is checked.
    """
    members = read_members(content)
    for path in (MANIFEST, SIGNATURE, OWN_KEY):
        if path not in members:
            raise Wrong(f"Hồ sơ thiếu tệp {path}")
    key = Key(members[OWN_KEY] if key_pem is None else key_pem)
    manifest = _signed_manifest(members, key)
    listed = _checked_members(members, manifest)
    chains = [
        read_chain(members[path], str(about["chain"]), path)
        for path, about in listed.items()
        if path.startswith("nhat-ky/")
    ]
    proofs = {chain.chain_id: _check_proof(chain, members, listed, key) for chain in chains}
    stamps = [one for one in proofs.values() if one.stamp]
    _check_files(members, listed, chains)
    return Report(
        case=str(manifest.get("case")),
        title=str(manifest.get("title")),
        made_at=str(manifest.get("made_at")),
        fingerprint=key.fingerprint,
        members=len(members),
        rows=sum(len(chain.lines) for chain in chains),
        papers=_check_papers(members, listed, chains),
        forms=_check_forms(members, listed, chains),
        chains=[(x.chain_id, len(x.lines), proofs[x.chain_id].signed_at) for x in chains],
        stamps=len(stamps),
        stamped=[one.stamped_at(tsa_roots) for one in stamps] if tsa_roots else (),
    )


def _signed_manifest(members: Mapping[str, bytes], key: Key) -> Mapping[str, Any]:
    signature = members[SIGNATURE].decode("latin-1")
    key.check(members[MANIFEST], signature, f"Danh mục {MANIFEST}")
    manifest = parsed(members[MANIFEST], MANIFEST)
    if manifest.get("format") != FORMAT:
        raise Wrong(f"Danh mục ghi dạng {manifest.get('format')}, gói này đọc dạng {FORMAT}")
    return manifest


def _checked_members(
    members: Mapping[str, bytes], manifest: Mapping[str, Any]
) -> Mapping[str, Mapping[str, Any]]:
    listed: dict[str, Mapping[str, Any]] = dict(manifest["members"])
    for path, about in listed.items():
        if path not in members:
            raise Wrong(f"Hồ sơ thiếu tệp {path}")
        if hashlib.sha256(members[path]).hexdigest() != about["sha256"]:
            raise Wrong(f"Tệp {path} đã bị sửa sau khi hồ sơ được ký")
    added = members.keys() - listed.keys() - {MANIFEST, SIGNATURE}
    if added:
        raise Wrong(f"Hồ sơ có tệp thừa: {min(added)}")
    return listed


@dataclass(frozen=True)
class Proof:
    """When a chain's head was signed, and the time stamp over that, if there is one."""

    place: str
    signed_at: str
    text: bytes
    stamp: str

    def stamped_at(self, roots: bytes) -> datetime:
        """Return the moment of the stamp; raise Wrong."""
        signed_at = datetime.fromisoformat(self.signed_at)
        return stamped_at(self.stamp, self.text, signed_at, roots, self.place)


def _check_proof(
    chain: Chain,
    members: Mapping[str, bytes],
    listed: Mapping[str, Mapping[str, Any]],
    key: Key,
) -> Proof:
    """Check that the chain's head was sealed and signed; return when it was signed."""
    own = (
        p
        for p, a in listed.items()
        if p.startswith("chung-cu/") and a.get("chain") == chain.chain_id
    )
    place = next(own, "")
    if not place:
        raise Wrong(f"Hồ sơ thiếu chứng cứ niêm phong của chuỗi {chain.chain_id}")
    proof = parsed(members[place], place)
    if proof.get("chain") != chain.chain_id:
        raise Wrong(f"{place}: chứng cứ của chuỗi khác")
    kept = proof["checkpoint"]
    key.check(str(kept["body"]).encode(), str(kept["signature"]), f"{place}, điểm mốc")
    body = parsed(kept["body"], place)
    ways = list(seals(proof, place))
    sealed = ways[0][1]["payload"].get(chain.chain_id) if ways else None
    if sealed != list(chain.head):
        raise Wrong(f"{place}: chuỗi {chain.chain_id} khác với lần niêm phong")
    head, last = ways[-1]
    if body.get("format") != CHECKPOINT or (body.get("seq"), body.get("head")) != (
        last["seq"],
        head,
    ):
        raise Wrong(f"{place}: niêm phong không dẫn tới điểm mốc đã ký")
    text = f"{kept['body']}\n{kept['signature']}".encode()
    return Proof(place, str(body["at"]), text, str(kept.get("stamp", "")))


def _check_papers(
    members: Mapping[str, bytes],
    listed: Mapping[str, Mapping[str, Any]],
    chains: Sequence[Chain],
) -> int:
    """Compare each paper with the digest that was recorded when it was issued or filed."""
    recorded = {
        line.payload["document"]: line.payload.get("sha256")
        for line in _lines(chains, "document_issued", "document_filed")
    }
    found = {about["document"]: path for path, about in listed.items() if "document" in about}
    for document, path in found.items():
        page = _PRINTED.sub(rb"\g<1>" + b"0" * 64 + rb"\g<2>", members[path])
        digest = hashlib.sha256(page).hexdigest()
        if recorded.get(document) != digest or digest.encode() not in members[path]:
            raise Wrong(f"Văn bản {path} khác với dấu băm ghi trong nhật ký khi ban hành")
    missing = recorded.keys() - found.keys()
    if missing:
        raise Wrong(f"Hồ sơ thiếu văn bản {min(missing)} đã ghi trong nhật ký")
    return len(found) + _check_plans(members, listed, chains)


def _check_plans(
    members: Mapping[str, bytes],
    listed: Mapping[str, Mapping[str, Any]],
    chains: Sequence[Chain],
) -> int:
    """Compare the plan of each round with the digest that was recorded when it came in."""
    recorded = {line.payload["hash"] for line in _lines(chains, "plan_submitted")}
    found = {
        hashlib.sha256(members[path]).hexdigest(): path
        for path, about in listed.items()
        if "plan" in about
    }
    if recorded != found.keys():
        odd = next((path for digest, path in found.items() if digest not in recorded), "")
        raise Wrong(f"Kế hoạch {odd or 'của một lượt'} khác với dấu băm ghi trong nhật ký khi nộp")
    return len(found)


def _check_forms(
    members: Mapping[str, bytes],
    listed: Mapping[str, Mapping[str, Any]],
    chains: Sequence[Chain],
) -> int:
    """Compare each form with the answers that were recorded when it was sent."""
    recorded = {line.payload["task"]: line for line in _lines(chains, "task_completed")}
    found = {about["task"]: path for path, about in listed.items() if "task" in about}
    for task, path in found.items():
        if task not in recorded or not _is_as_sent(parsed(members[path], path), recorded[task]):
            raise Wrong(f"Biểu {path} khác với câu trả lời ghi trong nhật ký khi gửi")
    missing = recorded.keys() - found.keys()
    if missing:
        raise Wrong(f"Hồ sơ thiếu biểu của việc {min(missing)} đã ghi trong nhật ký")
    return len(found)


def _is_as_sent(sent: Mapping[str, Any], line: Line) -> bool:
    """Tell whether a form says the same as its line: the answers, by whom, as what, when."""
    row, payload = line.row, line.payload
    same = canonical(sent.get("answers")) == canonical(payload.get("answers"))
    said = (sent.get("form_version"), sent.get("person"), sent.get("capacity"))
    known = (payload.get("form_version"), row.get("actor"), row.get("capacity"))
    moments = (datetime.fromisoformat(str(one.get("at"))) for one in (sent, row))
    return same and said == known and len(set(moments)) == 1


def _check_files(
    members: Mapping[str, bytes],
    listed: Mapping[str, Mapping[str, Any]],
    chains: Sequence[Chain],
) -> None:
    """Compare each attached file with the digest that was recorded with its form."""
    recorded: dict[str, str] = {}
    for line in _lines(chains, "task_completed"):
        files = line.payload.get("files", {})
        recorded |= {upload: digest for upload, (_name, _size, digest) in files.items()}
    found = {about["upload"]: path for path, about in listed.items() if "upload" in about}
    for upload, path in found.items():
        digest = hashlib.sha256(members[path]).hexdigest()
        if recorded.get(upload, digest) != digest:
            raise Wrong(f"Tệp {path} khác với dấu băm ghi trong nhật ký khi gửi")
    missing = recorded.keys() - found.keys()
    if missing:
        raise Wrong(f"Hồ sơ thiếu tệp {min(missing)} đã ghi trong nhật ký")


def _lines(chains: Sequence[Chain], *kinds: str) -> list[Any]:
    return [line for chain in chains for line in chain.lines if line.row["kind"] in kinds]
