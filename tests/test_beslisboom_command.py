"""The command asks the tree's questions in Dutch, and ends in an advice or a way out."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from workshop_analysis.__main__ import main

ANSWERS = "weinig;raadplegen;focusgroepen,enquete;specifieke-doelgroep;nee"
Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Say:
    """Run the command with typed lines; hear its status, standard output and standard error."""

    def run(*arguments: str | Path, typed: tuple[str, ...] = ()) -> tuple[int, str, str]:
        lines = iter(typed)

        def read() -> str:
            line = next(lines, None)
            if line is None:
                raise EOFError
            return line

        monkeypatch.setattr("builtins.input", read)
        status = main(["beslisboom", *map(str, arguments)])
        return (status, *capsys.readouterr())

    return run


def test_answers_on_one_line_give_only_the_advice(say: Say) -> None:
    status, out, err = say("--answers", ANSWERS)
    assert (status, err) == (0, "")
    assert out.startswith("Advies uit de Burgers betrekken beslisboom\n==========")
    assert "Wees naar de burgers helder over deze\nruimte.\n" in out
    assert "Neem contact op met team burgers betrekken: jenvbredewerkagenda@minjenv.nl\n" in out
    assert "Uw antwoord" not in out


def test_the_questions_come_one_by_one_and_end_in_the_same_advice(say: Say) -> None:
    _, expected, _ = say("--answers", ANSWERS)
    status, out, err = say(typed=("", "2", "4", "3,6", "2", "", "2"))
    assert (status, err) == (0, "")
    assert out.endswith(expected)
    questions = [
        line for line in out.splitlines() if line.startswith("Stap ") and " van 7." in line
    ]
    assert [line.split()[1] for line in questions] == ["1", "2", "3", "4", "5", "6", "7"]


def test_an_end_of_input_ends_politely(say: Say) -> None:
    status, _, err = say(typed=("", "2"))
    assert status == 1
    assert err == "De invoer hield op voor de laatste vraag. Er is geen advies gemaakt.\n"


def test_a_wrong_answer_on_one_line_is_refused_with_what_is_allowed(say: Say) -> None:
    status, out, err = say("--answers", "veel")
    assert (status, out) == (2, "")
    assert err == (
        "Stap 2: 'veel' is geen antwoord. "
        "Kies uit: 'genoeg', 'weinig', 'geen/niet-starten', 'geen/starten-en-helder-zijn'.\n"
    )


def test_a_tree_that_cannot_be_followed_is_refused_with_its_faults(
    say: Say, tmp_path: Path, repository: Path
) -> None:
    own = (repository / "data" / "beslisboom.toml").read_text(encoding="utf-8")
    (tmp_path / "boom.toml").write_text(own.replace("to = 7", "to = 8"), encoding="utf-8")
    status, out, err = say("--tree", tmp_path / "boom.toml", "--answers", ANSWERS)
    assert (status, out) == (1, "")
    assert err == (
        "Deze beslisboom is niet te volgen:\n"
        "- boom.toml: Stap 6: 'to' wijst naar 8, en die is er niet. "
        "Kies uit: 1, 2, 3, 4, 5, 6, 7, 'niet-starten', 'finish'.\n"
        "- boom.toml: Naar stap 7 leidt geen enkel antwoord. "
        "Laat er een antwoord heen wijzen of haal dit deel weg.\n"
    )


def test_the_page_is_written_in_both_forms_and_never_over_another_file(
    say: Say, tmp_path: Path
) -> None:
    html, pdf = tmp_path / "advies.html", tmp_path / "advies.pdf"
    status, out, _ = say("--answers", ANSWERS, "--html", html, "--pdf", pdf)
    assert status == 0
    assert out.splitlines()[-2:] == [f"Geschreven: {html}", f"Geschreven: {pdf}"]
    assert pdf.read_bytes().startswith(b"%PDF")
    written = html.read_bytes()
    status, out, err = say("--html", html)
    assert (status, out) == (2, "")
    assert err == f"'{html}' bestaat al en wordt niet overschreven. Kies een andere naam.\n"
    assert html.read_bytes() == written


def test_a_folder_that_is_not_there_is_refused_before_the_first_question(
    say: Say, tmp_path: Path
) -> None:
    missing = tmp_path / "weg" / "advies.pdf"
    status, out, err = say("--pdf", missing)
    assert (status, out) == (2, "")
    assert err == f"De map van '{missing}' bestaat niet. Maak die map, of kies een andere.\n"


def test_the_command_works_in_a_pipe(clean_environment: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "workshop_analysis", "beslisboom"],
        input="\n3\n1\n",
        cwd=tmp_path,
        env=clean_environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "\nStart geen traject.\n" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows stuurt Ctrl-C anders")
def test_ctrl_c_ends_politely(clean_environment: dict[str, str], tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "workshop_analysis", "beslisboom"],
        cwd=tmp_path,
        env=clean_environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        while "Druk op Enter" not in running.stdout.readline():
            assert running.poll() is None
        running.send_signal(signal.SIGINT)
        said = running.stderr.read()
    assert running.returncode == 130
    assert said == "\nGestopt. Er is geen advies gemaakt en niets weggeschreven.\n"
