"""A probability over time in the size of a word: inline SVG without a library."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT = 72, 22
_EDGE = 3


def sparkline(points: Sequence[tuple[int, float | None]], label: str) -> str:
    """Return a probability over time as a small inline SVG; a dashed line marks one half.

    Parameters
    ----------
    points
        Days (ordinals, rising) and probabilities between 0 and 1, None where there was none: the
        line is broken there. A single point stands at the right.
    label
        What it shows, for those who do not see it.

    """
    middle = _height(0.5)
    half = f'<line x1="0" y1="{middle}" x2="{WIDTH}" y2="{middle}" stroke="#aeb6be"'
    parts = [f'{half} stroke-width="1" stroke-dasharray="2 2"/>']
    runs = _runs(points)
    parts += [_line(run) for run in runs if len(run) > 1]
    parts += [_dot(run[0], 1.6) for run in runs if len(run) == 1]
    if runs and points[-1][1] is not None:
        parts.append(_dot(runs[-1][-1], 2.6))
    return (
        f'<svg class="spark" role="img" aria-label="{escape(label)}" width="{WIDTH}" '
        f'height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">{"".join(parts)}</svg>'
    )


def _runs(points: Sequence[tuple[int, float | None]]) -> list[list[tuple[float, float]]]:
    """Stretches without a gap, in the picture's own units."""
    first, last = points[0][0], points[-1][0]
    scale = (WIDTH - 2 * _EDGE) / (last - first) if last > first else 0.0
    runs: list[list[tuple[float, float]]] = [[]]
    for day, chance in points:
        if chance is None:
            runs.append([])
        else:
            runs[-1].append((round(WIDTH - _EDGE - (last - day) * scale, 1), _height(chance)))
    return [run for run in runs if run]


def _height(chance: float) -> float:
    return round(_EDGE + (1 - chance) * (HEIGHT - 2 * _EDGE), 1)


def _line(run: list[tuple[float, float]]) -> str:
    corners = " ".join(f"{x},{y}" for x, y in run)
    return f'<polyline points="{corners}" fill="none" stroke="#1d4f73" stroke-width="1.6"/>'


def _dot(point: tuple[float, float], radius: float) -> str:
    return f'<circle cx="{point[0]}" cy="{point[1]}" r="{radius}" fill="#1d4f73"/>'
