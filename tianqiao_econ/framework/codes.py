"""The code lists: what may stand in a coded column. The value is the text in the CSV."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """Level of government of an area; a zone is a park inside a district."""

    NATION = "nation"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    ZONE = "zone"


class Transformation(StrEnum):
    """What a number is: a level in its unit, or growth on the year before in per cent."""

    LEVEL = "level"
    GROWTH = "growth"


class Freq(StrEnum):
    """Frequency of a series (SDMX CL_FREQ): annual, quarterly, monthly."""

    ANNUAL = "A"
    QUARTERLY = "Q"
    MONTHLY = "M"


class Accumulation(StrEnum):
    """The single period (当月, 当季) or the year to date (累计)."""

    PERIOD = "period"
    YTD = "ytd"


class Qualifier(StrEnum):
    """How a government words the number it aims at."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    ABOUT = "about"
    RANGE = "range"
    AT_MOST = "at_most"
    ALIGNED = "aligned"
    RELATIVE = "relative"
    QUALITATIVE = "qualitative"
    UNKNOWN = "unknown"


class Bound(StrEnum):
    """How an outturn was printed: plainly, 超过 or 以上, 左右."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    ABOUT = "about"


class PriceBasis(StrEnum):
    """Constant prices (可比价), current prices, or not said."""

    REAL = "real"
    NOMINAL = "nominal"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """As the authority printed it, on a comparable basis (同口径), or computed from levels."""

    AS_PUBLISHED = "as_published"
    COMPARABLE = "comparable"
    DERIVED = "derived"


class AsOfBasis(StrEnum):
    """Whether the day on which a number became known is stated or assumed by rule."""

    STATED = "stated"
    ASSUMED = "assumed"


class Grade(StrEnum):
    """How near a source stands to the authority."""

    PRIMARY = "primary"
    OFFICIAL = "official"
    PRESS = "press"
    MIRROR = "mirror"
    SECONDARY = "secondary"


class Direction(StrEnum):
    """Whether more is better; for `lower` (consumer prices) a target is a ceiling."""

    HIGHER = "higher"
    LOWER = "lower"


class Aggregation(StrEnum):
    """What a target is about: one year, an average over years, a sum or rise over years."""

    ANNUAL = "annual"
    AVERAGE = "average"
    CUMULATIVE = "cumulative"


class Vintage(StrEnum):
    """Whether a value is as first published, or known only in a later, revised vintage."""

    FIRST = "first"
    REVISED = "revised"


class ObsStatus(StrEnum):
    """Observation status, SDMX CL_OBS_STATUS.

    预计 and preliminary figures are P; a value that must not be compared with the period
    before it (rebasing, census, boundary) is B.
    """

    NORMAL = "A"
    BREAK = "B"
    DIFFERS = "D"
    ESTIMATED = "E"
    FORECAST = "F"
    EXPERIMENTAL = "G"
    MISSING_HOLIDAY = "H"
    IMPUTED = "I"
    DERIVED = "K"
    MISSING_EXISTS = "L"
    MISSING_CANNOT_EXIST = "M"
    NOT_SIGNIFICANT = "N"
    MISSING = "O"
    PROVISIONAL = "P"
    SUPPRESSED = "Q"
    STRIKE = "S"
    LOW_RELIABILITY = "U"
    UNVALIDATED = "V"
    INCLUDES_ANOTHER = "W"
