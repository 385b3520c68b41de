"""What a job tells of itself, in the reader's language.

Jobs tell it in German and store it so; names of files and indicators stay as they were told.
"""

import re

from sozialmonitor import cause_words

FIXED = {
    "Geheimhaltung": "Confidentiality",
    "Fallzahlen werden gerundet": "Counts are being rounded",
    "Geheimhaltung wird geprüft": "Confidentiality is being audited",
    "Die Regel ist durchgerechnet.": "The rule was worked through.",
    "nichts Neues": "nothing new",
    "1 Karte erneuert": "one map renewed",
    "Der Index wird gerechnet.": "The index is being worked out.",
    "Der Index ist durchgerechnet.": "The index was worked out.",
    "1 Ausgabe geprüft": "one edition examined",
    "1 räumliches Muster": "one spatial pattern",
    "Die Datei wird gelesen.": "The file is being read.",
    "Gebiete werden abgeglichen.": "Areas are being matched.",
    "Die Werte werden mit den geltenden verglichen.": "The values are being compared with those"
    " that count.",
    "Die Werte werden übernommen.": "The values are being taken over.",
    "Die Lieferung wird verzeichnet.": "The delivery is being recorded.",
    "Die Lieferung ist übernommen.": "The delivery was taken over.",
    "Die Prüfung ist schon erledigt.": "The check has been done already.",
    "Die Datei hat Fehler.": "The file has errors.",
    "Die Datei ist geprüft.": "The file was checked.",
    "Die Datei wird übernommen.": "The file is being taken over.",
    "Die Datei ist übernommen.": "The file was taken over.",
    "Das Archiv wird entpackt.": "The archive is being unpacked.",
    "Das Archiv ist schon entpackt.": "The archive has been unpacked already.",
    "Das Archiv hat Fehler.": "The archive has errors.",
    "Das Archiv ist entpackt.": "The archive was unpacked.",
}
NAMING = [
    (re.compile(pattern), english)
    for pattern, english in (
        (r"Umrisse: (.+)", r"Outlines: \1"),
        (r"Index: (.+)", r"Index: \1"),
        (r"Abgeleitet: (.+)", r"Derived: \1"),
        (r"Aus der Ebene gezählt: (.+)", r"Counted from the layer: \1"),
        (r"Index wird geprüft: (.+)", r"Index is being examined: \1"),
        (r"(\S+) Ausgaben geprüft", r"\1 editions examined"),
        (r"Räumliche Muster: (.+)", r"Spatial patterns: \1"),
        (r"(\S+) räumliche Muster", r"\1 spatial patterns"),
        (r"Kartenpaket: (.+)", r"Map data: \1"),
        (r"(\S+) Karten erneuert", r"\1 maps renewed"),
        (
            r"(\S+) geschützte Fallzahlen geprüft, keine ist zu eng bekannt",
            r"\1 protected counts audited, none is known too well",
        ),
        (r"(\S+) von (\S+) Fallzahlen sind zu eng bekannt", r"\1 of \2 counts are known too well"),
        (r"(.+) wird übernommen\.", r"\1 is being taken over."),
        (
            r"(\S+) übernommen, (\S+) wegen anderer Änderungen zurückgestellt\.",
            r"\1 taken over, \2 put off because of other changes.",
        ),
    )
]


def in_english(told: str) -> str:
    """The same in English; what nobody translated stays as it is."""
    if fixed := FIXED.get(told) or cause_words.CAUSES.get(told):
        return fixed
    for pattern, english in NAMING + cause_words.NAMING:
        if found := pattern.fullmatch(told):
            return found.expand(english)
    return told
