"""How tables and pictures look on a page: sober, dark on white, fit for a phone and for paper."""

from __future__ import annotations

_TABLES = """
.te-block{background:#fff;color:#1a2027;margin:1em 0;font-size:.95em;line-height:1.5;
max-width:100%;overflow-x:auto}
.te-block table.te-table{width:100%;border-collapse:collapse;border:0;
border-top:2px solid #1a2027;border-bottom:1px solid #1a2027;margin:0;font-size:inherit;
color:inherit;table-layout:auto}
.te-block caption{caption-side:top;text-align:left;font-weight:600;padding:.2em 0 .5em;
color:#1a2027;font-size:1em}
.te-block table.te-table tr:nth-child(n){background:none}
.te-block table.te-table th,.te-block table.te-table td{text-align:left;vertical-align:top;
padding:.5em .7em;border:0;border-bottom:1px solid #dfe4e8;white-space:normal;color:inherit;
max-width:none}
.te-block table.te-table thead th{vertical-align:bottom;border-bottom:1px solid #1a2027;
font-weight:400;color:#5b6570;font-size:.88em}
.te-block table.te-table tbody th{font-weight:600}
.te-block table.te-table .te-wide{min-width:12em}
.te-block table.te-table tbody th{min-width:7em}
.te-block:lang(zh) table.te-table tbody th,.te-block table.te-table .te-short{white-space:nowrap}
.te-block table.te-table .te-num .te-small{max-width:15em;margin-left:auto}
.te-block table.te-table .te-num{text-align:right;font-variant-numeric:tabular-nums;
white-space:nowrap}
.te-block table.te-table .te-num .te-small{white-space:normal}
.te-small{display:block;font-size:.84em;font-weight:400;color:#5b6570;line-height:1.45}
.te-source{font-size:.75em;vertical-align:super;line-height:0;margin-left:.15em}
.te-block a[href]{color:#1f5f99;text-decoration:none;overflow-wrap:anywhere}
.te-note{font-size:.86em;color:#5b6570;margin:.5em 0 0}
.te-headline{font-size:1.15rem;line-height:1.7;margin:0}
.te-block dl{margin:0}
.te-block dl dt:nth-child(n),.te-block dl dd:nth-child(n){float:none;width:auto;margin:0}
.te-block dl dt:nth-child(n){font-weight:600;margin-top:.7em}
.te-figure{margin:1em 0;background:#fff}
.te-figure figcaption{font-size:.9rem;color:#5b6570}
.te-chart{display:block}
"""

_PHONE = """
@media screen and (max-width:1180px){
.te-block table.te-table,.te-block table.te-table tbody,.te-block table.te-table caption{
display:block}
.te-block table.te-table thead{position:absolute;width:1px;height:1px;overflow:hidden;
clip-path:inset(50%)}
.te-block table.te-table tr{display:block;padding:.6em 0;border-bottom:1px solid #8a939b}
.te-block table.te-table th,.te-block table.te-table td{display:block;border:0;
padding:.12em 0;min-width:0}
.te-block table.te-table .te-wide{min-width:0}
.te-block table.te-table tbody th{font-size:1.05em}
.te-block:lang(zh) table.te-table tbody th{white-space:normal;word-break:normal}
.te-block table.te-table td[data-label]{display:grid;grid-template-columns:7.2em 1fr;
column-gap:.8em}
.te-block table.te-table td[data-label]::before{content:attr(data-label);color:#5b6570;
font-size:.88em;white-space:normal;text-align:left}
.te-block table.te-table .te-num{text-align:left;white-space:normal}
.te-block table.te-table .te-num .te-small{max-width:none;margin-left:0}
}
@media screen and (max-width:640px){.te-block table.te-table.te-desk{display:none}}
"""

_PAPER = """
@media print{
.te-block{overflow:visible;font-size:9pt}
.te-block table.te-table tr,.te-figure,.te-chart{break-inside:avoid}
.te-block thead{display:table-header-group}
.te-block a[href]{color:inherit}
.te-chart.te-chart{max-width:118mm!important}
}
"""

STYLE = "".join((_TABLES + _PHONE + _PAPER).split("\n"))
"""Style sheet of tables and figures; every selector begins with `.te-`."""

STYLE_TAG = f"<style>{STYLE}</style>"
"""What a table brings along in a notebook; a page that has `STYLE` already may leave it out."""
