#!/usr/bin/env python3
"""Makes cedict.zip from CC-CEDICT's own text file: make.py cedict_ts.u8 (or .gz).

The archive holds `words`, all headwords in simplified characters by code point, one a line, and blocks of 512
headwords named 0, 1, 2 …, each a line an entry: headword, traditional form (empty where it is the same), reading with
tone marks, senses parted by slashes; parted by tabs. So one entry is read without unpacking the rest.
"""
import gzip
import re
import sys
import zipfile
from pathlib import Path

BLOCK = 512
MARKS = {"a": "āáǎà", "e": "ēéěè", "i": "īíǐì", "o": "ōóǒò", "u": "ūúǔù", "ü": "ǖǘǚǜ"}


def toned(syllable: str) -> str:
    """`lu:4` as `lǜ`: the mark stands on a or e, on the o of ou, else on the last vowel."""
    plain = syllable.replace("u:", "ü").replace("U:", "Ü")
    if not plain or plain[-1] not in "12345" or not any(c.isalpha() for c in plain):
        return plain
    plain, tone = plain[:-1], int(plain[-1])
    low = plain.lower()
    at = next((low.index(v) for v in "ae" if v in low), low.find("ou"))
    if at < 0:
        at = max((low.rfind(v) for v in "iouü"), default=-1)
    if tone == 5 or at < 0:
        return plain
    mark = MARKS[low[at]][tone - 1]
    return plain[:at] + (mark.upper() if plain[at].isupper() else mark) + plain[at + 1 :]


def reading(words: str) -> str:
    return " ".join(toned(word) for word in words.split())


def sense(text: str) -> str:
    """References to other entries, `會|会[hui4]`, as they are read: `会 huì`."""
    text = re.sub(r"([^\s|,;:()\[\]]+)\|([^\s|,;:()\[\]]+)", r"\2", text)
    return re.sub(r" ?\[([^\]]+)\]", lambda found: " " + reading(found[1]), text)


def main() -> None:
    source = Path(sys.argv[1])
    opened = gzip.open if source.suffix == ".gz" else open
    entries: dict[str, list[str]] = {}
    with opened(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            found = re.fullmatch(r"(\S+) (\S+) \[(.*?)\] /(.*)/", line.strip())
            if not found:
                continue
            traditional, simplified, sound, senses = found.groups()
            other = "" if traditional == simplified else traditional
            meanings = "/".join(sense(one) for one in senses.split("/"))
            entries.setdefault(simplified, []).append(f"{simplified}\t{other}\t{reading(sound)}\t{meanings}\n")
    words = sorted(entries)
    out = Path(__file__).with_name("cedict.zip")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:

        def add(name: str, text: str) -> None:
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED, 9)

        add("words", "\n".join(words))
        for number, start in enumerate(range(0, len(words), BLOCK)):
            add(str(number), "".join("".join(entries[word]) for word in words[start : start + BLOCK]))
    print(len(words), "headwords,", out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
