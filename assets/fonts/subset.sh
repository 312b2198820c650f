#!/bin/sh
# Makes the three *.subset.otf files in this folder again from Debian's Noto CJK
# packages. Run it from anywhere; it writes next to itself and nowhere else
# except a temporary folder. It needs the network once (pip) and takes about five
# minutes on one core.
#
#   apt-get install fonts-noto-cjk fonts-noto-cjk-extra python3-venv
#
# The files in this folder were made from version 1:20220127+repack1-1 of both
# packages with Python 3.11 and fonttools 4.68.0. The same inputs give the same
# bytes (time stamps are kept from upstream); compare with the sha256 sums in
# README.md.
set -eu

FONTTOOLS=4.68.0
SRC=${NOTO_DIR:-/usr/share/fonts/opentype/noto}
cd "$(dirname "$0")"
OUT=$PWD
TMP=$(mktemp -d)
trap 'rm -rf "$TMP"' EXIT

python3 -m venv "$TMP/venv"
"$TMP/venv/bin/pip" install --quiet "fonttools==$FONTTOOLS"

# ---------------------------------------------------------------------------
# Step 1: take the SC face (index 2) out of the collection and make four small
# edits in its tables. No outline is touched. README.md says why for each.
# ---------------------------------------------------------------------------
cat > "$TMP/prepare.py" <<'PY'
import sys
from fontTools.ttLib import TTFont

src, expected_ps_name, dst = sys.argv[1:]
font = TTFont(src, fontNumber=2, lazy=True, recalcTimestamp=False, recalcBBoxes=False)
ps_name = font["name"].getDebugName(6)
assert ps_name == expected_ps_name, (ps_name, expected_ps_name)

cmap = font.getBestCmap()
hmtx = font["hmtx"]

# (a) U+2014 EM DASH: use the glyph of U+2500 (advance 1000, outline exactly from
#     x=0 to x=1000, at the height of the CJK dash) so that two of them join.
bar = cmap[0x2500]
assert hmtx[bar][0] == 1000
for table in font["cmap"].tables:
    if table.isUnicode() and table.format != 14 and 0x2014 in table.cmap:
        table.cmap[0x2014] = bar

# (b) ccmp: keep only the first lookup (combining marks, kana, U+2015 pairs);
#     the others build Old Hangul syllables out of jamo.
gsub = font["GSUB"].table
ccmp = [r.Feature for r in gsub.FeatureList.FeatureRecord if r.FeatureTag == "ccmp"]
first = min(i for f in ccmp for i in f.LookupListIndex)
for feature in ccmp:
    feature.LookupListIndex = [first]
    feature.LookupCount = 1

# (c) kern: keep pairs of Latin, Greek, Cyrillic and Western punctuation only.
#     Upstream also kerns kana and full-width punctuation, which is meant for
#     proportional (palt) setting and would break the em grid.
def western(cp):
    return (cp < 0x0530 or 0x1E00 <= cp < 0x1F00 or 0x2000 <= cp < 0x2070
            or 0x20A0 <= cp < 0x2150 or 0xFB00 <= cp < 0xFB07)

cmap = font.getBestCmap()  # as edited above
keep, full = set(), set()
for cp, glyph in cmap.items():
    if western(cp) and hmtx[glyph][0] != 1000:
        keep.add(glyph)
    else:
        full.add(glyph)
keep -= full

gpos = font["GPOS"].table
kern = {i for r in gpos.FeatureList.FeatureRecord if r.FeatureTag == "kern"
        for i in r.Feature.LookupListIndex}
for i in kern:
    lookup = gpos.LookupList.Lookup[i]
    assert lookup.LookupType == 2
    for st in lookup.SubTable:
        cov = st.Coverage.glyphs
        if st.Format == 1:
            pairs = []
            for glyph, ps in zip(cov, st.PairSet):
                ps.PairValueRecord = [p for p in ps.PairValueRecord if p.SecondGlyph in keep]
                ps.PairValueCount = len(ps.PairValueRecord)
                if glyph in keep and ps.PairValueRecord:
                    pairs.append((glyph, ps))
            st.Coverage.glyphs = [g for g, _ in pairs]
            st.PairSet = [ps for _, ps in pairs]
            st.PairSetCount = len(pairs)
        else:
            st.Coverage.glyphs = [g for g in cov if g in keep]
            for cd in (st.ClassDef1, st.ClassDef2):
                cd.classDefs = {g: c for g, c in cd.classDefs.items() if g in keep}

# (d) say in the unique id and the version string that this is a cut copy.
for rec in font["name"].names:
    if rec.nameID in (3, 5):
        rec.string = rec.toUnicode() + "; subset for Duidu"

font.save(dst, reorderTables=None)
PY

# ---------------------------------------------------------------------------
# Step 2: cut it down. Every range is taken "as far as the font has it".
# ---------------------------------------------------------------------------
UNICODES=$(grep -v '^#' <<'RANGES' | sed 's/ *#.*//' | paste -sd, -
# Latin, Greek, Cyrillic
0020-007E        # Basic Latin
00A0-00FF        # Latin-1
0100-024F        # Latin Extended-A and -B
0250-02AF        # IPA (pinyin U+0251, U+0261)
02B0-02FF        # modifier letters
0300-036F        # combining marks
0370-03FF        # Greek
0400-052F        # Cyrillic
1E00-1EFF        # Latin Extended Additional
1F00-1FFF        # Greek Extended
FB00-FB06        # Latin ligatures as characters
# symbols
2000-206F        # general punctuation
2070-209F        # super- and subscripts
20A0-20CF        # currency
20D0-20FF        # combining marks for symbols
2100-214F        # letterlike
2150-218F        # number forms
2190-21FF        # arrows
2200-22FF        # mathematical operators
2300-23FF        # miscellaneous technical
2400-243F        # control pictures
2460-24FF        # enclosed alphanumerics
2500-257F        # box drawing
2580-259F        # block elements
25A0-25FF        # geometric shapes
2600-26FF        # miscellaneous symbols
2700-27BF        # dingbats
27C0-27EF        # misc. mathematical symbols A
27F0-27FF        # supplemental arrows A
2900-2BFF        # further arrows and symbols
2E00-2E7F        # supplemental punctuation
1F100-1F2FF      # enclosed alphanumeric and ideographic supplements
# CJK
2E80-2FDF        # radicals
2FF0-2FFF        # ideographic description
3000-303F        # CJK symbols and punctuation
3040-30FF        # hiragana, katakana
3100-312F        # bopomofo
3130-318F        # Hangul compatibility jamo
3190-319F        # kanbun
31A0-31BF        # bopomofo extended
31C0-31EF        # strokes
31F0-31FF        # katakana phonetic extensions
3200-32FF        # enclosed CJK
3300-33FF        # CJK compatibility
4E00-9FFF        # URO
F900-FAFF        # compatibility ideographs
FE10-FE1F        # vertical forms
FE30-FE4F        # CJK compatibility forms
FE50-FE6F        # small form variants
FF00-FFEF        # half- and full-width forms
RANGES
)

# What the Bold goes without: it draws headings, where a rare character in the Regular
# does no harm (the app falls back on it by itself).
RARE=3400-4DBF,2A6E0-3FFFF # Extension A; C and later, compatibility supplement

# What the Sans Regular alone draws, for all three: jamo (decomposed text, e.g. file
# names from macOS) and syllables.
HANGUL=1100-11FF,AC00-D7A3

# Extension B costs 0.51 MB in a Sans face and 0.69 MB in the Serif, so the
# Serif goes without (the app falls back on the Sans). Add ",$EXT_B" to its line
# below to change that.
EXT_B=20000-2A6DF

make_face() { # collection, PostScript name of the SC face, output file, unicodes
    "$TMP/venv/bin/python" "$TMP/prepare.py" "$SRC/$1" "$2" "$TMP/face.otf"
    nice "$TMP/venv/bin/pyftsubset" "$TMP/face.otf" \
        --output-file="$OUT/$3" \
        --unicodes="$4" \
        --layout-features=ccmp,mark,kern \
        --layout-scripts='*' \
        --notdef-glyph --notdef-outline --recommended-glyphs \
        --no-hinting \
        --no-desubroutinize \
        --drop-tables+=BASE,VORG,vhea,vmtx,DSIG \
        --name-IDs='*' --name-languages='*' \
        --no-glyph-names --no-legacy-cmap \
        --no-prune-unicode-ranges --no-prune-codepage-ranges \
        --no-recalc-timestamp
    rm "$TMP/face.otf"
    ls -l "$OUT/$3"
}

make_face NotoSansCJK-Regular.ttc  NotoSansCJKsc-Regular  NotoSansCJKsc-Regular.subset.otf  "$UNICODES,$RARE,$EXT_B,$HANGUL"
make_face NotoSansCJK-Bold.ttc     NotoSansCJKsc-Bold     NotoSansCJKsc-Bold.subset.otf     "$UNICODES"
make_face NotoSerifCJK-Regular.ttc NotoSerifCJKsc-Regular NotoSerifCJKsc-Regular.subset.otf "$UNICODES,$RARE"
sha256sum ./*.subset.otf
