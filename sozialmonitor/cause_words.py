"""Why a job failed, in English. Jobs store the cause in German, with its remedy."""

import re

CAUSES = {
    "Das Archiv ist nicht mehr da. Bitte neu hochladen.": "The archive is no longer there. Please"
    " upload it again.",
    "Die Daten wurden zwischenzeitlich geändert, die Vorschau stimmt nicht mehr. Es wurde nichts"
    " übernommen. Bitte die Datei neu prüfen.": "The data were changed meanwhile, the preview is no"
    " longer right. Nothing was taken over. Please check the file again.",
    "Der Speicher des Servers ist voll. Es wurde nichts übernommen. Bitte dem Betrieb sagen und"
    " dann die Datei neu prüfen.": "The server has no space left. Nothing was taken over. Please"
    " tell the operators, and then check the file again.",
    "Die Grenzen der Region wurden zwischenzeitlich geändert, die Vorschau stimmt nicht mehr. Es"
    " wurde nichts übernommen. Bitte die Datei neu prüfen.": "The boundaries of the region were"
    " changed meanwhile, the preview is no longer right. Nothing was taken over. Please check the"
    " file again.",
    "Die Verarbeitung wurde mehrfach unerwartet beendet. Die Datei ist vermutlich zu groß für"
    " diesen Rechner; bitte an den Betrieb wenden.": "Processing ended unexpectedly several times."
    " The file probably is too large for this machine; please ask the operators.",
    "Diese Datei ist nicht geprüft oder wurde verworfen.": "This file is not checked, or was"
    " discarded.",
    "Diese Datei wird gerade geprüft oder ist schon übernommen.": "This file is being checked right"
    " now, or was taken over already.",
    "Mit den Formen dieser Datei lässt sich nicht rechnen. Vermutlich ist das Koordinatensystem"
    " falsch oder die Datei beschädigt. Es wurde nichts übernommen.": "The shapes of this file"
    " cannot be computed with. Probably the coordinate system is wrong or the file is damaged."
    " Nothing was taken over.",
    "Nicht veröffentlicht: Die Regeln haben sich seit der Planung geändert. Für einen der"
    " Indikatoren fehlt jetzt die Erlaubnis oder die Zustimmung einer zweiten Person, oder eine der"
    " beiden Personen sieht nur noch einen Teil der Region.": "Not published: the rules have"
    " changed since this was planned. For one of the indicators the permission or the consent of a"
    " second person is lacking now, or one of the two sees a part of the region only.",
    "Wer das Archiv gebracht hat, ist nicht mehr bekannt.": "Who brought the archive is no longer"
    " known.",
}
NAMING = [
    (re.compile(pattern), english)
    for pattern, english in (
        (
            r"Der Indikator „(.+)“ hat einen Wert, der zu groß ist, um genau gedruckt zu werden\."
            r" Die größte erlaubte Zahl ist (\S+)\. Bitte berichtigen Sie den Wert und geben Sie"
            r" dann noch einmal frei\.",
            r"The indicator “\1” has a value that is too large to be printed exactly. The largest"
            r" number allowed is \2. Please correct the value and release again.",
        ),
        (
            r"(\S+): Dieser Indikator ist noch nicht abgenommen \((.+)\)\. Abhilfe: Lassen Sie ihn"
            r" im Katalog abnehmen\.",
            r"\1: This indicator is not approved yet (\2). Remedy: have it approved in the"
            r" catalogue.",
        ),
        (
            r"(\S+): Dieser Indikator darf nicht öffentlich werden\. Seine Regel „(.+)“ verlangt,"
            r" kleine Fallzahlen zu schützen, und die Quelle liefert fertige Werte ohne"
            r" Fallzahlen\. Abhilfe: Fallzahlen liefern, eine andere Regel \(policy\) mit"
            r" Begründung angeben oder ihn intern freigeben\.",
            r"\1: This indicator must not become public. Its rule “\2” asks for small counts to be"
            r" protected, and the source delivers ready values without counts. Remedy: deliver"
            r" counts, name another rule (policy) with its reason, or release it to the staff.",
        ),
        (
            r"(\S+): Dieser abgeleitete Indikator darf nicht öffentlich werden, weil ein Teil"
            r" seines Ausdrucks es nicht ist oder nur gerundet öffentlich wird\. Abhilfe: Den Teil"
            r" als eigenen Indikator öffentlich machen oder diesen hier intern freigeben\.",
            r"\1: This derived indicator must not become public, since a part of its expression is"
            r" not, or is only rounded. Remedy: make the part public as an indicator of its own, or"
            r" release this one to the staff.",
        ),
        (
            r"(\S+): Dieser Indikator darf nicht öffentlich werden, weil er aus einer Ebene gezählt"
            r" ist, die nicht öffentlich ist\. Abhilfe: Die Ebene öffentlich machen oder den"
            r" Indikator intern freigeben\.",
            r"\1: This indicator must not become public, since it is counted from a layer that is"
            r" not. Remedy: make the layer public, or release the indicator to the staff.",
        ),
        (
            r"Die Messgröße „(.+)“ lässt sich nicht aus ihrer Ebene zählen: Dort fehlt „(.+)“\."
            r" Abhilfe: Ergänzen Sie es in der Regionsdatei und laden Sie sie neu\.",
            r"The measure “\1” cannot be counted from its layer: “\2” is lacking there. Remedy: add"
            r" it in the region file and load that again.",
        ),
        (
            r"Der Indikator „(.+)“ lässt sich nicht ableiten: Sein Ausdruck passt nicht mehr zum"
            r" Katalog\. Abhilfe: Öffnen Sie ihn im Katalog; dort steht, was daran falsch ist\.",
            r"The indicator “\1” cannot be derived: its expression no longer fits the catalogue."
            r" Remedy: open it in the catalogue, which says what is wrong with it.",
        ),
        (
            r"Diese Indikatoren gibt es nicht mehr: (.+)\.",
            r"These indicators no longer exist: \1.",
        ),
        (
            r"Was berechnet wird, braucht einander im Kreis: (.+)\. Abhilfe: Nehmen Sie eines davon"
            r" aus dem Rezept oder dem Ausdruck des anderen heraus\.",
            r"What is computed needs one another in a circle: \1. Remedy: take one of them out of"
            r" the recipe or the expression of the other.",
        ),
        (
            r"(\S+): Der Wert (\S+) gehört zu keiner angegebenen Klasse\. Abhilfe: Die Klasse unter"
            r" „classes“ ergänzen oder den Wert berichtigen\.",
            r"\1: The value \2 belongs to none of the classes. Remedy: add the class under"
            r" “classes”, or correct the value.",
        ),
        (
            r"Nicht veröffentlicht: Zusammen mit dem, was schon öffentlich war, ließen sich"
            r" geschützte Fallzahlen errechnen oder zu eng eingrenzen: (.+)\. Abhilfe: Halten Sie"
            r" die betroffenen Zeitpunkte zurück oder nehmen Sie den Indikator aus der Freigabe\."
            r" Was womit verraten würde, steht auf der Seite „Geheimhaltung“\.",
            r"Not published: together with what was public before, protected counts could be worked"
            r" out or narrowed too far: \1. Remedy: hold the dates concerned back, or leave the"
            r" indicator out of the release. What would give what away stands on the page"
            r" “Secrecy”.",
        ),
    )
]
