"""Names of customers, put together from syllables so that they belong to nobody."""

from random import Random

from bot.demo.cast import AMERICAS, APAC, EMEA

_HEADS = {
    AMERICAS: (
        "Bram", "Cald", "Dunmer", "Elker", "Farrow", "Gosl", "Harl", "Iver", "Jessa", "Kest", "Lorn", "Marl",
        "Nettle", "Oster", "Pell", "Quill", "Rusk", "Stav", "Thist", "Umber", "Varn", "Wend", "Yarrow",
        "Zell", "Cotter", "Bellow", "Tamar", "Hollin",
    ),
    EMEA: (
        "Bos", "Drev", "Eskil", "Fjel", "Grün", "Hal", "Kalv", "Lun", "Monte", "Oud", "Pran", "Rosk", "Sten",
        "Tess", "Ulv", "Vel", "Wal", "Zand", "Brav", "Corv", "Alme", "Neder",
    ),
    APAC: (
        "Aki", "Haru", "Kiri", "Mina", "Sora", "Tama", "Wata", "Pasi", "Selo", "Meru", "Rata", "Banda",
        "Sura", "Tiru", "Vanda", "Lian", "Kumo", "Nori", "Wira", "Boro",
    ),
}  # fmt: skip
_TAILS = {
    AMERICAS: (
        "wick", "mere", "holt", "vale", "combe", "fen", "brook", "ridge", "worth", "stead", "bury", "moor",
        "croft", "ley", "garth", "water",
    ),
    EMEA: (
        "velde", "holm", "dal", "wijk", "stett", "naro", "vik", "heim", "rona", "sina", "brück", "egna",
        "lunda", "marche",
    ),
    APAC: (
        "mori", "hama", "zawa", "nagar", "puram", "langi", "tiro", "bara", "wara", "shan", "mitra", "kawa",
        "datu", "rangi",
    ),
}  # fmt: skip
_FORMS = {
    AMERICAS: ("", "", "", " Inc.", " & Daughters", " Group", " & Sons"),
    EMEA: (" GmbH", " B.V.", " AB", " S.p.A.", " Ltd", " SAS", " & Cie", ""),
    APAC: (" Pty Ltd", " Co., Ltd.", " K.K.", " Pte. Ltd.", " Group", ""),
}
_TRADES = (
    "Logistics", "Foods", "Health", "Freight", "Insurance", "Textiles", "Marine", "Dental", "Robotics",
    "Press", "Schools", "Energy", "Labs", "Clinics", "Outfitters", "Credit Union", "Games", "Travel",
    "Retail", "Hotels", "Mills", "Pharma", "Networks", "Software", "Media", "Legal", "Parcel", "Aviation",
    "Ceramics", "Cycles", "Tools", "Water", "Timber", "Optics", "Farms", "Studios", "Women's Health",
)  # fmt: skip


class Names:
    """Hands out each stem once, so that no two customers are mistaken for one another."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._stems: dict[str, list[str]] = {}
        for region, heads in _HEADS.items():
            stems = [head + tail for head in heads for tail in _TAILS[region] if head[-1] != tail[0]]
            rng.shuffle(stems)
            self._stems[region] = stems

    def next(self, region: str) -> str:
        """A name that fits the region and was not handed out before."""
        stem = self._stems[region].pop()
        return f"{stem} {self._rng.choice(_TRADES)}{self._rng.choice(_FORMS[region])}"
