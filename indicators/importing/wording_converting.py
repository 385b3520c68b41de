"""Words about values that came in on the areas of another boundary set."""

WORDING_CONVERTING: dict[str, tuple[str, str]] = {
    "upload_other_boundary_set": (
        "{count:Schlüssel gehört|Schlüssel gehören} zum Gebietsstand „{other}“, nicht zu „{set}“, "
        "der für den Zeitbezug gilt ({examples}). Bitte den Zeitbezug prüfen. Stimmt er, lassen "
        "sich die Werte umrechnen, sobald ein Umsteigeschlüssel von „{other}“ nach „{set}“ "
        "hochgeladen ist (unter „Grenzen der Gebiete“, „Umsteigeschlüssel“).",
        "{count:code belongs|codes belong} to the boundaries “{other}”, not to “{set}”, which "
        "hold for the period ({examples}). Please check the period. If it is right, the values "
        "can be converted once a crosswalk from “{other}” to “{set}” is uploaded (under "
        "“Boundaries of the areas”, “Crosswalks”).",
    ),
    "upload_convert_offered": (
        "{count:Schlüssel gehört|Schlüssel gehören} zum Gebietsstand „{other}“, nicht zu „{set}“, "
        "der für den Zeitbezug gilt ({examples}). Soll die Datei mit dem Umsteigeschlüssel "
        "umgerechnet werden? Bitte unter „Umrechnen“ auswählen.",
        "{count:code belongs|codes belong} to the boundaries “{other}”, not to “{set}”, which "
        "hold for the period ({examples}). Shall the file be converted by the crosswalk? Please "
        "choose under “Convert”.",
    ),
    "upload_not_on_earlier_set": (
        "{count:Schlüssel gehört|Schlüssel gehören} zum Gebietsstand „{other}“ ({examples}). "
        "Umgerechnet werden soll aber von „{set}“. Bitte unter „Umrechnen“ eine andere Antwort "
        "wählen.",
        "{count:code belongs|codes belong} to the boundaries “{other}” ({examples}). But the file "
        "is to be converted from “{set}”. Please choose another answer under “Convert”.",
    ),
    "upload_not_convertible": (
        "„{measure}“ ist ein fertiger Wert (etwa ein Anteil oder ein Mittelwert) und lässt sich "
        "nicht umrechnen. Bitte stattdessen die Anzahlen liefern, aus denen er entsteht: Zähler "
        "und Nenner. Den Wert rechnet das System daraus neu.",
        "“{measure}” is a ready value (such as a share or a mean) and cannot be converted. Please "
        "deliver the counts it is made of instead: numerator and denominator. The value is then "
        "worked out anew.",
    ),
    "upload_codes_of_another_set": (
        "Die Datei enthält genau die Schlüssel des Gebietsstands „{other}“; für den Zeitbezug gilt "
        "„{set}“. Ein Schlüssel kann dort ein anderes Gebiet meinen. Stehen die Werte noch auf den "
        "Gebieten von „{other}“, wählen Sie unter „Umrechnen“ den Umsteigeschlüssel.",
        "The file holds just the codes of the boundaries “{other}”; “{set}” hold for the period. A "
        "code may mean another area there. If the values are still those of the areas of "
        "“{other}”, choose the crosswalk under “Convert”.",
    ),
    "upload_two_crosswalks": (
        "„{indicator}“ entsteht aus Werten, die mit verschiedenen Umsteigeschlüsseln umgerechnet "
        "sind („{other}“ auf anderem Weg als diese Datei). Der Anteil kann dann falsch sein. Bitte "
        "beide mit demselben Umsteigeschlüssel liefern.",
        "“{indicator}” is made of values converted by different crosswalks (“{other}” by another "
        "than this file). The rate can then be wrong. Please deliver both by the same crosswalk.",
    ),
    "upload_converted": (
        "{count:Wert wird|Werte werden} umgerechnet ({name}). {split:%} der Summe liegen in "
        "Gebieten, die geteilt werden; dort sind die neuen Werte geschätzt. Die Summe bleibt "
        "gleich.",
        "{count:value is|values are} converted ({name}). {split:%} of the sum lie in areas that "
        "are split; there the new values are estimates. The sum stays the same.",
    ),
    "upload_converted_partly": (
        "{count:neues Gebiet bekommt|neue Gebiete bekommen} nicht zu jedem Merkmal einen Wert "
        "({examples}), weil in der Datei ein Teil davon fehlt. Teilsummen werden nicht gebildet.",
        "{count:new area gets|new areas get} no value for some measure ({examples}), because a "
        "part is missing in the file. Partial sums are not made.",
    ),
    "upload_crosswalk_gone": (
        "Den gewählten Umsteigeschlüssel gibt es nicht mehr. Bitte unter „Umrechnen“ neu wählen.",
        "The chosen crosswalk is no longer there. Please choose again under “Convert”.",
    ),
    "upload_crosswalk_unused": (
        "Der Umsteigeschlüssel führt zum Gebietsstand „{set}“. Der gilt für diesen Zeitbezug oder "
        "diese Raumebene nicht; es wurde nichts umgerechnet.",
        "The crosswalk leads to the boundaries “{set}”. They do not hold for this period or this "
        "level; nothing was converted.",
    ),
}
