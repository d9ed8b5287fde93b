"""Use cases of a business. They load and lock what they change, check the policy, flush, never commit."""

from marketplace.businesses.services._cases import ensure_free_of, ensure_impartial, hold, is_partial
from marketplace.businesses.services._judging import Answer
from marketplace.businesses.services.bank import set_bank_account
from marketplace.businesses.services.changes import (
    confirm_change,
    propose,
    refuse_change,
    register_command,
    withdraw_change,
)
from marketplace.businesses.services.closing import close_business
from marketplace.businesses.services.deciding import (
    Decision,
    confirm,
    decide,
    reject_evidence,
    send_back,
)
from marketplace.businesses.services.evidence import Paper, submit_evidence
from marketplace.businesses.services.inaproc import record_step, set_shop_policy
from marketplace.businesses.services.invitations import answer_invitation, invite_member, withdraw_invitation
from marketplace.businesses.services.lookups import record_lookup
from marketplace.businesses.services.mandates import (
    answer_request,
    give_up_mandate,
    grant_mandate,
    refuse_mandate,
    request_mandate,
    revoke_mandate,
)
from marketplace.businesses.services.milestones import reach
from marketplace.businesses.services.objections import answer_objection, object_to_sanction
from marketplace.businesses.services.own_phone import prove_phone
from marketplace.businesses.services.pledges import Signature, sign_pledge
from marketplace.businesses.services.profile import as_declared, fill_profile, register_business
from marketplace.businesses.services.refusals import note_refusal
from marketplace.businesses.services.revealing import reveal_case_numbers, reveal_own_numbers
from marketplace.businesses.services.sanction_proposals import (
    decide_proposal,
    propose_lifting,
    propose_sanction,
    withdraw_proposal,
)
from marketplace.businesses.services.sanctions import impose_sanction, lift_sanction
from marketplace.businesses.services.shop_times import (
    cancel_vacation,
    set_area,
    set_hours,
    take_vacation,
)
from marketplace.businesses.services.team import leave_business, remove_member, set_permissions
from marketplace.businesses.services.transfers import answer_transfer, cancel_transfer, propose_transfer
from marketplace.businesses.services.verification import submit_for_verification
from marketplace.businesses.services.waivers import ask_waiver

__all__ = [
    "Answer",
    "Decision",
    "Paper",
    "Signature",
    "answer_invitation",
    "answer_objection",
    "answer_request",
    "answer_transfer",
    "as_declared",
    "ask_waiver",
    "cancel_transfer",
    "cancel_vacation",
    "close_business",
    "confirm",
    "confirm_change",
    "decide",
    "decide_proposal",
    "ensure_free_of",
    "ensure_impartial",
    "fill_profile",
    "give_up_mandate",
    "grant_mandate",
    "hold",
    "impose_sanction",
    "invite_member",
    "is_partial",
    "leave_business",
    "lift_sanction",
    "note_refusal",
    "object_to_sanction",
    "propose",
    "propose_lifting",
    "propose_sanction",
    "propose_transfer",
    "prove_phone",
    "reach",
    "record_lookup",
    "record_step",
    "refuse_change",
    "refuse_mandate",
    "register_business",
    "register_command",
    "reject_evidence",
    "remove_member",
    "request_mandate",
    "reveal_case_numbers",
    "reveal_own_numbers",
    "revoke_mandate",
    "send_back",
    "set_area",
    "set_bank_account",
    "set_hours",
    "set_permissions",
    "set_shop_policy",
    "sign_pledge",
    "submit_evidence",
    "submit_for_verification",
    "take_vacation",
    "withdraw_change",
    "withdraw_invitation",
    "withdraw_proposal",
]
