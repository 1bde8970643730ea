"""Makes the three faces in this folder from the static Inter 4.001 files.

    python3 make.py SOURCE_FOLDER

SOURCE_FOLDER holds Inter_400Regular.ttf, Inter_600SemiBold.ttf and
Inter_400Regular_Italic.ttf. Needs fontTools.
"""
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FACES = {
    "Inter_400Regular.ttf": "Inter-Regular.ttf",
    "Inter_600SemiBold.ttf": "Inter-SemiBold.ttf",
    "Inter_400Regular_Italic.ttf": "Inter-Italic.ttf",
}
DIGITS = "zero one two three four five six seven eight nine".split()
# Latin, IPA, combining marks, Greek, Cyrillic, Latin and Greek additions,
# punctuation, super- and subscripts, currency, letter-like signs, number
# forms, arrows, mathematics, technical, shapes, marks.
RANGES = [
    (0x20, 0x7E), (0xA0, 0x24F), (0x250, 0x2FF), (0x300, 0x36F), (0x370, 0x3FF),
    (0x400, 0x52F), (0x1E00, 0x1EFF), (0x1F00, 0x1FFF), (0x2000, 0x206F),
    (0x2070, 0x209F), (0x20A0, 0x20CF), (0x2100, 0x214F), (0x2150, 0x218F),
    (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2300, 0x23FF), (0x25A0, 0x25FF),
    (0x2600, 0x27BF), (0x2B00, 0x2BFF), (0xFB00, 0xFB06), (0xFFFD, 0xFFFD),
]


def make(source: Path, target: Path) -> None:
    font = TTFont(source, recalcTimestamp=False)
    for table in font["cmap"].tables:
        if table.isUnicode():
            for i, name in enumerate(DIGITS):
                table.cmap[ord("0") + i] = name + ".tf"
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.glyph_names = False
    options.hinting = False
    options.recalc_timestamp = False
    sub = subset.Subsetter(options)
    sub.populate(unicodes=[c for a, b in RANGES for c in range(a, b + 1)])
    sub.subset(font)
    font.save(target)


def main() -> None:
    source = Path(sys.argv[1])
    here = Path(__file__).resolve().parent
    for old, new in FACES.items():
        make(source / old, here / new)


main()
