from __future__ import annotations

from tianqiao_econ.briefing.progress import progress_bar


def test_a_log_sees_no_bar(capsys):
    with progress_bar("370105 2024") as tell:
        tell(0, 10)
        tell(5, 10)
    assert capsys.readouterr() == ("", "")


def test_a_terminal_sees_one(capsys, monkeypatch):
    import sys

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with progress_bar("370105 2024") as tell:
        tell(0, 10)
        tell(10, 10)
    assert "370105 2024" in capsys.readouterr().err


def test_where_the_terminal_is_closed_nothing_is_drawn_and_nothing_fails(monkeypatch):
    monkeypatch.setattr("sys.stderr", None)
    with progress_bar("briefs") as tell:
        tell(1, 2)
