"""What is said of one type of document: who drafts and signs it, what it needs, whom it reaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class DocKind(StrEnum):
    """How a document comes to be: through S01, filed by a step, or printed from the register."""

    ISSUED = "issued"
    FILED = "filed"
    SHEET = "sheet"


class SignerKind(StrEnum):
    """In whose name a document is signed."""

    TM = "TM"
    TL = "TL"
    PERSONAL = "personal"
    SYSTEM = "system"


ABOUT_CASE = ("case_code", "plan_title", "received_on", "body_name")
DECIDED = ("held_at", "members_total", "votes_for", "votes_against", "votes_abstain", "plan_hash")
# An emergency has no plan and no term of answer: its papers tell of the situation instead.
ABOUT_EMERGENCY = ("case_code", "body_name", "situation", "cadre_name")
# A reply that forwards an outside superior's answer needs that answer, not a meeting.
FORWARDED = ("external_no", "external_on", "external_body_name", "external_summary", "plan_hash")
SIGNER_ROLES: Mapping[SignerKind, str] = {
    SignerKind.TM: "standing_committee",
    SignerKind.TL: "office_lead",
    SignerKind.PERSONAL: "",
    SignerKind.SYSTEM: "",
}


@dataclass(frozen=True)
class DocType:
    """One type of document.

    `symbol` names its number series and is empty for types without a number; `heading` is
    printed above the subject, empty for a letter (công văn), which has “Kính gửi” instead.
    `about` are variables that tell what it is about, `needs` those beyond. `locked` are the kinds
    of recipients that a drafter cannot remove. `own_signer_role` is set for personal types, which
    their drafter may sign; `override_signer_role` signs in person when the leader has decided.
    `issuing_body` names whose letter it is where that is not the body that has the case; `barred`
    are roles that may not sign; `forwards` marks replies that may hand on an outside answer;
    `of_caller` papers say what forms of the calling process say, before what the pass says.
    """

    key: str
    name: str
    kind: DocKind
    signer_kind: SignerKind
    needs: tuple[str, ...] = ()
    symbol: str = ""
    heading: str = ""
    subject: str = ""
    reply_set: bool = False
    drafter_role: str = "office"
    own_signer_role: str = ""
    locked: tuple[str, ...] = ()
    cites_bases: bool = False
    about: tuple[str, ...] = ABOUT_CASE
    forwards: bool = False
    override_signer_role: str = ""
    issuing_body: str = ""
    barred: tuple[str, ...] = ()
    of_caller: bool = False

    @property
    def required(self) -> tuple[str, ...]:
        """Variables without which it cannot be drafted; every type tells which case it is about."""
        return (*self.about, *self.needs)

    @property
    def is_personal(self) -> bool:
        """Tell whether its author signs in person, the own draft included, without a check."""
        return self.signer_kind is SignerKind.PERSONAL

    @property
    def needs_number(self) -> bool:
        """Tell whether a number is taken when it is issued."""
        return self.kind is DocKind.ISSUED

    @property
    def is_addressed(self) -> bool:
        """Tell whether “Kính gửi” stands under the title: letters, submissions and reports."""
        return self.symbol in {"CV", "TTr", "BC"}

    @property
    def signer_role(self) -> str:
        """The role whose holders may sign; empty when a form or the system files it."""
        return self.own_signer_role or SIGNER_ROLES[self.signer_kind]
