"""The payload of a list of steps as HTML and as Typst code."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from workshop_analysis.display.payloads import (
    AnswerPayload,
    ExitPayload,
    StepPayload,
    StepsPayload,
    Way,
)
from workshop_analysis.report.typst_code import anchored, call, content, string

_CALM = "set par(spacing: 0.8em)"  # what belongs to one step stands closer than two steps


def render_steps_html(payload: StepsPayload) -> str:
    """Give the list as HTML: an ordered list, each answer a link, each note beside its answer."""
    key = escape(payload["key"])
    steps = "\n".join(_step_html(step) for step in payload["steps"])
    exits = "\n".join(_exit_html(way_out) for way_out in payload["exits"])
    note = f"<p>{escape(payload['note'])}</p>\n" if payload["note"] else ""
    return (
        f'<div class="steps" id="stappen-{key}" role="group" '
        f'aria-labelledby="stappen-{key}-naam">\n'
        f'<p class="steps-name" id="stappen-{key}-naam">{escape(payload["caption"])}</p>\n'
        f"<p>{escape(payload['how_to'])}</p>\n"
        f'<ol class="steps-list">\n{steps}\n</ol>\n{exits}\n'
        f'<p class="steps-closing">{escape(payload["closing"])}</p>\n'
        f'<div class="below">\n{note}<p>Bron: {escape(payload["source"])}.</p>\n</div>\n</div>'
    )


def _step_html(step: StepPayload) -> str:
    anchor = step["anchor"]
    answers = "\n".join(
        _answer_html(answer, name=f"{anchor}-{place}")
        for place, answer in enumerate(step["answers"], start=1)
    )
    parts = [
        f'<p class="steps-question">{escape(step["question"])}</p>',
        _paragraph(step["text"]),
        _paragraph(step["hint"]),
        f"<ul>\n{answers}\n</ul>" if answers else "",
        _paragraph(step["note"]),
        f"<p>{_link_html('Verder', step)}</p>" if step["target"] else "",
    ]
    return f'<li id="{anchor}" tabindex="-1">\n' + "\n".join(filter(None, parts)) + "\n</li>"


def _answer_html(answer: AnswerPayload, *, name: str) -> str:
    """Write one answer; a screen reader hears its note together with its link."""
    flag = f" <strong>({escape(answer['flag'])})</strong>" if answer["flag"] else ""
    note = f'<p id="{name}-noot">{escape(answer["note"])}</p>' if answer["note"] else ""
    described = f"{name}-noot" if answer["note"] else None
    choices = "".join(
        f"<li>{_link_html(choice['text'], choice)}</li>" for choice in answer["choices"]
    )
    inner = f"\n<ul>{choices}</ul>" if choices else ""
    return f"<li>{_link_html(answer['text'], answer, described=described)}{flag}{note}{inner}</li>"


def _link_html(text: str, way: Way, *, described: str | None = None) -> str:
    if way["target"] is None:
        return escape(text)
    by = f' aria-describedby="{described}"' if described else ""
    return f'<a href="#{way["target"]}"{by}>{escape(text)}, {escape(way["next"] or "")}</a>'


def _exit_html(way_out: ExitPayload) -> str:
    mailbox = escape(way_out["mailbox"] or "")
    contact = (
        f'<p>{escape(way_out["contact"] or "")} <a href="mailto:{mailbox}">{mailbox}</a></p>\n'
        if mailbox
        else ""
    )
    return (
        f'<div class="steps-exit" id="{way_out["anchor"]}" tabindex="-1">\n'
        f'<p class="steps-question">{escape(way_out["label"])}</p>\n'
        f"{_paragraph(way_out['text'])}{contact}<p>{_link_html('Opnieuw', way_out)}</p>\n</div>"
    )


def _paragraph(text: str | None) -> str:
    return f"<p>{escape(text)}</p>" if text else ""


def render_steps_typst(payload: StepsPayload) -> str:
    """Give the list as Typst code: an enumeration whose answers lead to the other steps."""
    steps = (call("enum.item", str(s["number"]), _step_typst(s)) for s in payload["steps"])
    return content(
        [
            call("par", string(payload["how_to"])),
            call("enum", *steps, tight="false", spacing="1.5em"),
            *(_exit_typst(way_out) for way_out in payload["exits"]),
            call("par", call("strong", string(payload["closing"]))),
        ]
    )


def _step_typst(step: StepPayload) -> str:
    answers = [_answer_typst(answer) for answer in step["answers"]]
    parts = [
        _CALM,
        call("par", call("strong", string(step["question"]))),
        *(call("par", string(text)) for text in (step["text"], step["hint"]) if text),
        *([_list_typst(answers)] if answers else []),
        *([call("par", string(step["note"]))] if step["note"] else []),
        *([call("par", _link_typst("Verder", step))] if step["target"] else []),
    ]
    return anchored(call("block", content(parts), breakable="false"), step["anchor"])


def _list_typst(items: Iterable[str]) -> str:
    return call("list", *items, tight="false", spacing="0.7em")


def _answer_typst(answer: AnswerPayload) -> str:
    flag = [call("strong", string(f" ({answer['flag']})"))] if answer["flag"] else []
    parts = [call("par", content([_link_typst(answer["text"], answer), *flag]))]
    if answer["note"]:
        parts.append(call("par", string(answer["note"])))
    if answer["choices"]:
        choices = (_link_typst(choice["text"], choice) for choice in answer["choices"])
        parts.append(_list_typst(choices))
    return content(parts)


def _link_typst(text: str, way: Way) -> str:
    if way["target"] is None:
        return string(text)
    return call("link", call("label", string(way["target"])), string(f"{text}, {way['next']}"))


def _exit_typst(way_out: ExitPayload) -> str:
    parts = [_CALM, call("par", call("strong", string(way_out["label"])))]
    if way_out["text"]:
        parts.append(call("par", string(way_out["text"])))
    if way_out["mailbox"]:
        mailbox = call("link", string(f"mailto:{way_out['mailbox']}"), string(way_out["mailbox"]))
        parts.append(call("par", content([string(f"{way_out['contact']} "), mailbox])))
    return call("block", anchored(content(parts), way_out["anchor"]), breakable="false")
