"""The people of the demo company. They are always the same; what happens to them depends on the seed."""

import unicodedata
from dataclasses import dataclass

AMERICAS, EMEA, APAC = "Americas", "EMEA", "APAC"
ENTERPRISE, SCALED, ONBOARDING, GROWTH = "Enterprise", "Scaled", "Onboarding", "Growth"
REGIONS = (AMERICAS, EMEA, APAC)
TEAMS = (ENTERPRISE, SCALED, ONBOARDING, GROWTH)


@dataclass(frozen=True)
class Part:
    """Somebody's part in the story.

    `care` is how their customers fare, `reach` how much they sell: 100 is usual, more is better. Pay is in
    whole dollars a year. `months` is how long they were there when the story begins.
    """

    key: str
    name: str
    title: str
    team: str
    region: str
    zone: str
    manager: str
    plan: str
    base: int
    variable: int
    months: int
    care: int = 100
    reach: int = 100

    @property
    def payroll_id(self) -> str:
        """The payroll office has numbers of its own."""
        return f"E-{self.key.removeprefix('E')}"

    @property
    def email(self) -> str:
        plain = unicodedata.normalize("NFKD", self.name).encode("ascii", "ignore").decode()
        return f"{plain.lower().replace(' ', '.').replace(chr(39), '')}@example.com"


DIRECTOR, ADMIN = "E1001", "E1002"
_TOMASZ, _KEISHA, _HIROKO, _DECLAN = "E1003", "E1004", "E1005", "E1006"
JOINER, LEAVER, MOVER, WITHOUT_PLAN, ON_LEAVE = "E1032", "E1012", "E1023", "E1033", "E1030"
COVERS_LEAVE = "E1029"

_CSM = "Enterprise customer success manager"
_SCALED = "Scaled customer success manager"
_ONBOARDING = "Onboarding manager"
_GROWTH = "Growth manager"
_RENEWALS = "Renewals specialist"

CAST = (
    Part(DIRECTOR, "Marisol Quintero", "Director of customer success", "", AMERICAS, "America/Chicago",
         "", "company-goals", 178_000, 64_000, 61),
    Part(ADMIN, "Ruth Adeyemi", "Compensation manager", "", AMERICAS, "America/New_York",
         DIRECTOR, "company-goals", 118_000, 14_000, 40),
    Part(_TOMASZ, "Tomasz Wieczorek", "Manager, Enterprise", ENTERPRISE, EMEA, "Europe/Warsaw",
         DIRECTOR, "leadership", 132_000, 44_000, 48),
    Part(_KEISHA, "Keisha Blandford", "Manager, Scaled", SCALED, AMERICAS, "America/New_York",
         DIRECTOR, "leadership", 121_000, 38_000, 35),
    Part(_HIROKO, "Hiroko Tanabe", "Manager, Onboarding", ONBOARDING, APAC, "Asia/Tokyo",
         DIRECTOR, "leadership", 119_000, 34_000, 29),
    Part(_DECLAN, "Declan Geraghty", "Manager, Growth", GROWTH, EMEA, "Europe/Dublin",
         DIRECTOR, "leadership", 124_000, 46_000, 33),
    Part("E1007", "Ana Beltrán", _CSM, ENTERPRISE, AMERICAS, "America/Denver",
         _TOMASZ, "base-and-variable", 92_000, 34_000, 38, 115, 120),
    Part("E1008", "Kwabena Asante", _CSM, ENTERPRISE, EMEA, "Europe/London",
         _TOMASZ, "base-and-variable", 88_000, 32_000, 26, 130, 90),
    Part("E1009", "Ingrid Halvorsen", _CSM, ENTERPRISE, EMEA, "Europe/Oslo",
         _TOMASZ, "base-and-variable", 90_000, 32_000, 52, 100, 105),
    Part("E1010", "Rajesh Venkataraman", _CSM, ENTERPRISE, APAC, "Asia/Kolkata",
         _TOMASZ, "base-and-variable", 78_000, 28_000, 19, 80, 140),
    Part("E1011", "Mei-Ling Chua", _CSM, ENTERPRISE, APAC, "Asia/Singapore",
         _TOMASZ, "base-and-variable", 91_000, 33_000, 31, 125, 110),
    Part(LEAVER, "Jordan Ashby", _CSM, ENTERPRISE, AMERICAS, "America/Chicago",
         _TOMASZ, "base-and-variable", 87_000, 31_000, 22, 70, 70),
    Part("E1013", "Yusuf Demirci", _CSM, ENTERPRISE, EMEA, "Europe/Istanbul",
         _TOMASZ, "base-and-variable", 79_000, 28_000, 15, 95, 85),
    Part("E1014", "Lindiwe Mokoena", _SCALED, SCALED, EMEA, "Africa/Johannesburg",
         _KEISHA, "team-retention", 66_000, 20_000, 27, 140, 120),
    Part("E1015", "Noah Feldstein", _SCALED, SCALED, AMERICAS, "America/New_York",
         _KEISHA, "team-retention", 71_000, 22_000, 18, 60, 80),
    Part("E1016", "Priya Raghunathan", _SCALED, SCALED, APAC, "Asia/Kolkata",
         _KEISHA, "team-retention", 64_000, 20_000, 33, 130, 160),
    Part("E1017", "Sofia Lindgren", _SCALED, SCALED, EMEA, "Europe/Stockholm",
         _KEISHA, "team-retention", 68_000, 21_000, 21, 110, 100),
    Part("E1018", "Malik Jefferson-Cole", _SCALED, SCALED, AMERICAS, "America/Chicago",
         _KEISHA, "team-retention", 70_000, 22_000, 24, 100, 130),
    Part("E1019", "Aroha Ngatai", _SCALED, SCALED, APAC, "Pacific/Auckland",
         _KEISHA, "team-retention", 69_000, 21_000, 14, 90, 90),
    Part("E1020", "Zainab Farouk", _ONBOARDING, ONBOARDING, EMEA, "Africa/Cairo",
         _HIROKO, "onboarding", 67_000, 21_000, 25, 120, 110),
    Part("E1021", "Lucas Moreira", _ONBOARDING, ONBOARDING, AMERICAS, "America/Sao_Paulo",
         _HIROKO, "onboarding", 66_000, 22_000, 17, 100, 100),
    Part("E1022", "Talia Ben-Ami", _ONBOARDING, ONBOARDING, EMEA, "Asia/Jerusalem",
         _HIROKO, "onboarding", 70_000, 22_000, 30, 75, 120),
    Part(MOVER, "Emily Sutcliffe", _ONBOARDING, ONBOARDING, EMEA, "Europe/London",
         _HIROKO, "onboarding", 68_000, 22_000, 20, 110, 100),
    Part("E1024", "Nikhil Deshpande", _ONBOARDING, ONBOARDING, APAC, "Asia/Kolkata",
         _HIROKO, "onboarding", 62_000, 20_000, 12, 90, 90),
    Part("E1025", "Marcus Oyelaran", _GROWTH, GROWTH, AMERICAS, "America/New_York",
         _DECLAN, "growth", 84_000, 42_000, 28, 100, 150),
    Part("E1026", "Chiara Bellandi", _GROWTH, GROWTH, EMEA, "Europe/Rome",
         _DECLAN, "growth", 80_000, 40_000, 23, 100, 110),
    Part("E1027", "Jun Morikawa", _GROWTH, GROWTH, APAC, "Asia/Tokyo",
         _DECLAN, "growth", 82_000, 40_000, 16, 100, 100),
    Part("E1028", "Fatima El-Amrani", _GROWTH, GROWTH, EMEA, "Africa/Casablanca",
         _DECLAN, "growth", 76_000, 38_000, 13, 100, 55),
    Part(COVERS_LEAVE, "Grace Palmer-Nwosu", _RENEWALS, GROWTH, AMERICAS, "America/Los_Angeles",
         _DECLAN, "simple-commission", 74_000, 16_000, 36, 115, 100),
    Part(ON_LEAVE, "Anders Kjeldsen", _RENEWALS, GROWTH, EMEA, "Europe/Copenhagen",
         _DECLAN, "simple-commission", 75_000, 16_000, 44, 105, 100),
    Part("E1031", "Siti Rahmawati", _RENEWALS, GROWTH, APAC, "Asia/Jakarta",
         _DECLAN, "simple-commission", 68_000, 15_000, 20, 100, 110),
    Part(JOINER, "Bao Tran", _SCALED, SCALED, AMERICAS, "America/Los_Angeles",
         _KEISHA, "team-retention", 67_000, 20_000, 0),
    Part(WITHOUT_PLAN, "Hana Kovářová", _SCALED, SCALED, EMEA, "Europe/Prague",
         _KEISHA, "", 65_000, 20_000, 0),
)  # fmt: skip

BY_KEY = {part.key: part for part in CAST}


def owners_of_books(team: str) -> list[Part]:
    """Who looks after customers when the story begins; in Growth that is the renewals specialists."""
    titles = {ENTERPRISE: _CSM, SCALED: _SCALED, ONBOARDING: _ONBOARDING, GROWTH: _RENEWALS}
    return [part for part in CAST if part.title == titles[team] and part.months]


def sellers(region: str) -> list[Part]:
    """The growth managers of a region, or of all when it is empty."""
    return [part for part in CAST if part.title == _GROWTH and region in ("", part.region)]
