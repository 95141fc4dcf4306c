from __future__ import annotations

from xml.etree import ElementTree as ET

from tianqiao_econ.showing.sparkline import HEIGHT, WIDTH, sparkline


def parts(points, label="a"):
    return [(part.tag, part.attrib) for part in ET.fromstring(sparkline(points, label))]  # noqa: S314


def test_the_line_stays_inside_and_rises_with_the_probability():
    (_, line), (_, dot) = parts([(1, 0.0), (2, 0.5), (11, 1.0)])[1:]
    corners = [tuple(map(float, pair.split(","))) for pair in line["points"].split()]
    xs, ys = zip(*corners, strict=True)
    assert 0 <= min(xs) < max(xs) <= WIDTH
    assert 0 <= min(ys) < max(ys) <= HEIGHT
    assert list(ys) == sorted(ys, reverse=True)
    assert ys[1] == HEIGHT / 2
    assert (float(dot["cx"]), float(dot["cy"])) == corners[-1]


def test_time_is_to_scale():
    (_, line), _ = parts([(0, 0.5), (10, 0.5), (40, 0.5)])[1:]
    xs = [float(pair.split(",")[0]) for pair in line["points"].split()]
    assert abs((xs[2] - xs[1]) / (xs[1] - xs[0]) - 3) < 0.05


def test_a_gap_breaks_the_line_and_a_single_point_is_a_dot():
    kinds = [tag for tag, _ in parts([(1, 0.2), (2, None), (3, 0.4), (4, 0.5)])]
    assert kinds == ["line", "polyline", "circle", "circle"]
    assert [tag for tag, _ in parts([(1, 0.2)])] == ["line", "circle", "circle"]
    assert [tag for tag, _ in parts([(1, 0.2), (2, None)])] == ["line", "circle"]
    assert [tag for tag, _ in parts([(1, None)])] == ["line"]


def test_the_label_is_escaped():
    drawn = sparkline([(1, 0.5)], '"><script>')
    assert ET.fromstring(drawn).attrib["aria-label"] == '"><script>'  # noqa: S314
