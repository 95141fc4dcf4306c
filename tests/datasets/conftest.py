from __future__ import annotations

import json

import pytest

from tianqiao_econ.datasets import open_data
from tianqiao_econ.framework import locate

SMALL = {
    "areas.csv": """\
ref_area,name_zh,name_en,level,parent
CN,全国,China,nation,
370000,山东省,Shandong,province,CN
370100,济南市,Jinan,prefecture,370000
370105,济南市天桥区,"Tianqiao, Jinan",county,370100
""",
    "indicators.csv": """\
indicator,name_zh,name_en,unit_measure,unit_mult,price_basis,direction,targeted,theme,authority,\
definition_zh,definition_en,caveat_zh,caveat_en,display_order
gdp,地区生产总值,Gross domestic product,CNY_100M,8,real,higher,growth,,,,,,,1
fdi,实际使用外资,Foreign direct investment,USD_10K,4,nominal,higher,level,,,,,,,3
cpi,居民消费价格,Consumer prices,INDEX,0,nominal,lower,growth,,,,,,,2
""",
    "observations.csv": """\
ref_area,indicator,freq,time_period,accumulation,transformation,obs_value,bound,unit_measure,\
price_basis,basis,obs_status,as_of,as_of_basis,origin_id,comment
370105,gdp,A,2022,period,growth,0.3,exact,PERCENT,real,as_published,A,2023-02-28,assumed,press,
370105,gdp,A,2023,period,growth,6.5,exact,PERCENT,real,as_published,P,2024-01-16,stated,report,
370105,gdp,A,2023,period,growth,6.4,exact,PERCENT,real,as_published,A,2024-03-01,stated,press,
370105,fdi,A,2022,period,level,8000,exact,USD_10K,nominal,as_published,A,2023-02-28,assumed,press,
370105,fdi,A,2023,period,level,8092,exact,USD_10K,nominal,as_published,P,2024-01-16,stated,press,
370100,gdp,A,2023,period,growth,6.1,exact,PERCENT,real,as_published,A,2024-02-05,stated,press,
""",
    "targets.csv": """\
ref_area,indicator,time_period,transformation,qualifier,lower,upper,unit_measure,as_of,origin_id,\
wording
370105,gdp,2024,growth,exact,6.5,,PERCENT,2024-01-16,report,增长6.5%
370105,fdi,2024,level,exact,7000,,USD_10K,2024-01-16,report,7000万美元
370105,cpi,2024,growth,about,,3,PERCENT,2024-01-16,report,
CN,gdp,2024,growth,about,5,,PERCENT,2024-03-05,report,
""",
    "origins.csv": """\
origin_id,producer,title,url,date_published,date_accessed,grade
report,天桥区人民政府,Work report of 2024,,2024-01-16,,primary
press,,News,https://example.org/news,,2024-06-01,press
""",
}


@pytest.fixture
def make_package(tmp_path):
    """Write a small sound package with files replaced (text or bytes) or left out (None)."""

    def make(changes=None, *, name="package", **declared):
        folder = tmp_path / name
        folder.mkdir()
        declared = {"complete": True, **declared}
        files = {**SMALL, "datapackage.json": json.dumps(declared), **(changes or {})}
        for file, content in files.items():
            if content is not None:
                data = content if isinstance(content, bytes) else content.encode()
                (folder / file).write_bytes(data)
        return folder

    return make


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    for file, text in SMALL.items():
        (folder / file).write_text(text, encoding="utf-8")
    (folder / "datapackage.json").write_text('{"complete": true}')
    return open_data(folder)


@pytest.fixture
def packaged(make_package, monkeypatch):
    """Let the small package be the packaged copy."""
    folder = make_package(name="packaged", default_area="370105", default_year=2024)
    monkeypatch.setattr(locate, "_CANDIDATES", (folder.resolve(),))
    monkeypatch.delenv(locate.VARIABLE, raising=False)
    return folder


@pytest.fixture
def own_folder(packaged):
    """Write a folder of one's own, without datapackage.json, over the small packaged copy."""

    def make(files):
        folder = packaged.parent / "own"
        folder.mkdir()
        for file, text in files.items():
            (folder / file).write_text(text, encoding="utf-8")
        return folder

    return make


@pytest.fixture
def small_files():
    return dict(SMALL)
