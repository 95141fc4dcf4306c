"""Every word that a reader sees, in Chinese (zh) and English (en).

The texts stand in `zh.py` and `en.py`, the prose in `prose_zh.py` and `prose_en.py`, what a
probability rests on in `evidence_zh.py` and `evidence_en.py`, back-tests in `backtest_zh.py` and
`backtest_en.py`, a report as read in `reading_zh.py` and `reading_en.py`, the archive in
`archive_zh.py` and `archive_en.py`, under the same keys; `text` fills in their placeholders.
The other modules build phrases out of them: numbers and dates, probabilities, targets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tianqiao_econ.framework import EconError, UnknownName
from tianqiao_econ.showing.wording.aims_en import AIMS_EN
from tianqiao_econ.showing.wording.aims_zh import AIMS_ZH
from tianqiao_econ.showing.wording.archive_en import ARCHIVE_EN
from tianqiao_econ.showing.wording.archive_zh import ARCHIVE_ZH
from tianqiao_econ.showing.wording.backtest_en import BACKTEST_EN
from tianqiao_econ.showing.wording.backtest_zh import BACKTEST_ZH
from tianqiao_econ.showing.wording.en import EN
from tianqiao_econ.showing.wording.evidence_en import EVIDENCE_EN
from tianqiao_econ.showing.wording.evidence_zh import EVIDENCE_ZH
from tianqiao_econ.showing.wording.prose_en import PROSE_EN
from tianqiao_econ.showing.wording.prose_zh import PROSE_ZH
from tianqiao_econ.showing.wording.reading_en import READING_EN
from tianqiao_econ.showing.wording.reading_zh import READING_ZH
from tianqiao_econ.showing.wording.zh import ZH

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXTS: Mapping[str, Mapping[str, str]] = {
    "zh": ZH | PROSE_ZH | EVIDENCE_ZH | BACKTEST_ZH | READING_ZH | AIMS_ZH | ARCHIVE_ZH,
    "en": EN | PROSE_EN | EVIDENCE_EN | BACKTEST_EN | READING_EN | AIMS_EN | ARCHIVE_EN,
}
"""Language -> key -> text with placeholders."""

HTML_LANGUAGE = {"zh": "zh-CN", "en": "en"}
"""What a page says of itself in its `lang` attribute."""


def text(key: str, lang: str, **values: object) -> str:
    """Return one text with its placeholders filled in.

    Parameters
    ----------
    key
        Key of the text, 'column.indicator'.
    lang
        'zh' or 'en'.
    **values
        One value for each placeholder.

    Raises
    ------
    UnknownName
        If there is no such language or key; the sentence names the nearest.
    EconError
        If a placeholder has no value.

    """
    texts = _texts(lang)
    if key not in texts:
        raise UnknownName.among("text", key, dict.fromkeys(texts, ()))
    try:
        return texts[key].format(**values)
    except KeyError as missing:
        msg = f"the text {key!r} needs a value for {missing}"
        raise EconError(msg) from missing


def has_text(key: str, lang: str) -> bool:
    """Tell whether there is a text with this key."""
    return key in _texts(lang)


def joined(parts: list[str], lang: str) -> str:
    """List some words: 甲、乙和丙, or a, b and c."""
    if len(parts) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(parts)
    head = text("list.separator", lang).join(parts[:-1])
    return text("list.last", lang, head=head, last=parts[-1])


def _texts(lang: str) -> Mapping[str, str]:
    if lang not in TEXTS:
        raise UnknownName.among("language", lang, {"zh": ("中文",), "en": ("English",)})
    return TEXTS[lang]
