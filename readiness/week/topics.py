"""What is known of a topic that reports often speak of: whether it is answered, what would show it, and its area."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from readiness.evaluation.model import SelfEvaluation
from readiness.foundation.phrases import listed
from readiness.preparedness.model import DocumentStanding
from readiness.specification.base import Words
from readiness.specification.enquiry import EnquiryPage, EnquiryTopic
from readiness.specification.frameworks import ALL, EVERY_AREA, Framework
from readiness.week.recognise import says_any

Documents = Mapping[str, DocumentStanding]


def is_answered(topic: EnquiryTopic, documents: Documents, evaluation: SelfEvaluation) -> bool:
    """Whether a document that would show it is ready, and a claim of the self-evaluation speaks of it."""
    return is_shown(topic, documents) and _is_claimed(topic, evaluation)


def is_shown(topic: EnquiryTopic, documents: Documents) -> bool:
    """Whether a document that would show it is ready."""
    return any(name in documents and documents[name].state == "ready" for name in topic.evidence)


def why_of(topic: EnquiryTopic, page: EnquiryPage, documents: Documents, evaluation: SelfEvaluation) -> str:
    """Why it is proposed: how many reports speak of it, and what is lacking."""
    parts = [f"It is spoken of in {topic.reports} of {page.reports} {page.counted_in}."]
    if not is_shown(topic, documents):
        lacking = listed(evidence_of(topic.evidence, documents))
        parts.append(f"Nothing that would show it is ready: {lacking}.")
    if not _is_claimed(topic, evaluation):
        parts.append("No claim of the self-evaluation speaks of it.")
    return " ".join(parts)


def evidence_of(names: Words, documents: Documents) -> Iterator[str]:
    """Documents by their titles, those that are not ready with their state."""
    for document in (documents[name] for name in names if name in documents):
        if document.state != "not applicable":
            state = "" if document.state == "ready" else f" ({document.state})"
            yield f"{document.title}{state}"


def areas_shown(keys: Words, framework: Framework) -> str:
    """Judgement areas as a register shows them, by the framework's own titles; all of them in one word."""
    if ALL in keys:
        return EVERY_AREA
    judgements = framework.judgements
    titles = [
        judgement.short_title
        for key in keys
        for name, judgement in judgements.items()
        if key == name or (key not in judgements and key in judgement.covers)
    ]
    return "; ".join(dict.fromkeys(titles))


def _is_claimed(topic: EnquiryTopic, evaluation: SelfEvaluation) -> bool:
    return any(says_any(topic.words, f"{claim.claim}; {'; '.join(claim.themes)}") for claim in evaluation.statements)
