"""The district's own report, where it is beside the repository."""

from __future__ import annotations

from tianqiao_econ.reports import read_report

OUTTURNS = {
    ("gdp", 6.5),
    ("fiscal_revenue", 35.3),
    ("fixed_investment", 13.6),
    ("industrial_va", 13.2),
    ("services_revenue", 24.4),
    ("retail_sales", 7.0),
    ("fdi", 8092.0),
}
TARGETS = {
    ("gdp", 6.5),
    ("fiscal_revenue", 7.0),
    ("fixed_investment", 5.5),
    ("industrial_va", 9.5),
    ("retail_sales", 5.5),
    ("trade", 5.0),
    ("fdi", 7000.0),
    ("disposable_income", 5.5),
}


def test_the_seed_report_gives_seven_outturns_eight_targets_and_the_park_apart(given_reports):
    report = read_report(given_reports / "tianqiao-2024.txt")
    rows = [row for row in report.found if row.role != "aim"]
    own = [row for row in rows if not row.scope]
    assert {(r.indicator, r.value) for r in own if r.role == "outturn"} == OUTTURNS
    assert {(r.indicator, r.value) for r in own if r.role == "target"} == TARGETS
    assert len(own) == len(OUTTURNS) + len(TARGETS)
    park = {(row.indicator, row.value) for row in rows if row.scope == "济南新材料产业园区"}
    assert park == {("industrial_va", 20.0), ("industrial_investment", 35.0)}
    assert len(rows) == len(own) + len(park)
    assert {row.status for row in rows} == {"ok"}
    assert (report.area, report.year, str(report.published)) == ("天桥区", 2024, "2024-01-16")
