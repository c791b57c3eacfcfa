"""A list of steps as a notebook shows it: its anchors and links, its plain text, its preview."""

from __future__ import annotations

from html import escape

from workshop_analysis.display.payloads import AnswerPayload, Choice, StepPayload, StepsPayload, Way


def steps_anchors(payload: StepsPayload) -> list[str]:
    """Return every place in the list that a link may lead to."""
    places = [*payload["steps"], *payload["exits"]]
    return [f"stappen-{payload['key']}", *(place["anchor"] for place in places)]


def steps_targets(payload: StepsPayload) -> list[str]:
    """Return every anchor that a link in the list leads to."""
    ways = [way for step in payload["steps"] for way in _ways(step)]
    return [way["target"] for way in [*ways, *payload["exits"]] if way["target"]]


def _ways(step: StepPayload) -> list[Way]:
    return [step, *_answers(step)]


def _answers(step: StepPayload) -> list[AnswerPayload | Choice]:
    answers = step["answers"]
    return [*answers, *(choice for answer in answers for choice in answer["choices"])]


def steps_text(payload: StepsPayload) -> str:
    """Write the list as plain lines: each step, then its answers with where they lead."""
    lines = [payload["caption"], payload["how_to"]]
    for step in payload["steps"]:
        lines.append(f"{step['number']}. {_sentence(step['question'], step['next'])}")
        lines += [f"   - {_sentence(a['text'], a['next'])}" for a in _answers(step)]
    return "\n".join([*lines, f"Bron: {payload['source']}"])


def steps_preview(payload: StepsPayload) -> str:
    """Show the list in JupyterLab: the same order and words, without links that lead nowhere."""
    steps = "".join(_preview(step) for step in payload["steps"])
    return (
        f"<p><strong>{escape(payload['caption'])}</strong></p><ol>{steps}</ol>"
        f"<p>{escape(payload['closing'])}</p><p>Bron: {escape(payload['source'])}.</p>"
    )


def _preview(step: StepPayload) -> str:
    texts = [step["text"], step["hint"], step["note"]]
    told = "".join(f"<br>{escape(text)}" for text in texts if text)
    answers = "".join(f"<li>{_preview_answer(answer)}</li>" for answer in step["answers"])
    listed = f"<ul>{answers}</ul>" if answers else ""
    question = _sentence(step["question"], step["next"])
    return f"<li><strong>{escape(question)}</strong>{told}{listed}</li>"


def _preview_answer(answer: AnswerPayload) -> str:
    choices = [_sentence(choice["text"], choice["next"]) for choice in answer["choices"]]
    flagged = _sentence(_sentence(answer["text"], answer["next"]), answer["flag"])
    return "<br>".join(escape(text) for text in (flagged, answer["note"], *choices) if text)


def _sentence(text: str, onward: str | None) -> str:
    return f"{text} ({onward})" if onward else text
