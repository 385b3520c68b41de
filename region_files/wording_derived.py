"""Words about the expressions of derived indicators; {position} counts from 1."""

WORDING_DERIVED: dict[str, tuple[str, str]] = {
    "derived_too_long": (
        "„{expression}“, Stelle {position}: Der Ausdruck ist länger als {limit} Zeichen. "
        "Bitte Teile davon als eigene Indikatoren angeben.",
        "“{expression}”, position {position}: The expression is longer than {limit} "
        "characters. Please declare parts of it as indicators of their own.",
    ),
    "derived_too_deep": (
        "„{expression}“, Stelle {position}: Der Ausdruck ist mehr als {limit}-fach "
        "verschachtelt. Bitte Teile davon als eigene Indikatoren angeben.",
        "“{expression}”, position {position}: The expression is nested more than {limit} "
        "deep. Please declare parts of it as indicators of their own.",
    ),
    "derived_unreadable": (
        "„{expression}“, Stelle {position}: Der Ausdruck lässt sich nicht lesen: Dort fehlt "
        "etwas, oder eine Klammer ist zu viel.",
        "“{expression}”, position {position}: The expression cannot be read: something is "
        "missing there, or there is a bracket too many.",
    ),
    "derived_not_allowed": (
        "„{expression}“, Stelle {position}: „{what}“ darf dort nicht stehen. Möglich sind "
        "Kürzel (ohne „-“), Zahlen mit Punkt, + - * /, runde Klammern und die Funktionen der "
        "Anleitung.",
        "“{expression}”, position {position}: “{what}” may not stand there. Possible are keys"
        " (without “-”), numbers with a point, + - * /, round brackets and the functions of "
        "the guide.",
    ),
    "derived_no_function": (
        "„{expression}“, Stelle {position}: Die Funktion „{name}“ gibt es nicht. Möglich "
        "sind: {functions}.",
        "“{expression}”, position {position}: There is no function “{name}”. Possible are: "
        "{functions}.",
    ),
    "derived_arguments": (
        "„{expression}“, Stelle {position}: In den Klammern von „{name}“ steht nicht, was "
        "hineingehört. So wird es geschrieben: {usage}.",
        "“{expression}”, position {position}: The brackets of “{name}” do not hold what "
        "belongs there. It is written like this: {usage}.",
    ),
    "derived_unknown_name": (
        "„{expression}“, Stelle {position}: „{key}“ ist weder ein Indikator noch eine "
        "Messgröße.{meant: Gemeint ist vielleicht „…“.}",
        "“{expression}”, position {position}: “{key}” is neither an indicator nor a "
        "measure.{meant: Perhaps “…” is meant.}",
    ),
    "derived_two_meanings": (
        "„{expression}“, Stelle {position}: „{key}“ ist ein Indikator und zugleich eine "
        "andere Messgröße. Bitte einen von beiden umbenennen.",
        "“{expression}”, position {position}: “{key}” is an indicator and another measure as "
        "well. Please rename one of them.",
    ),
    "derived_part_wrong": (
        "„{expression}“, Stelle {position}: Der Ausdruck des Indikators „{key}“ ist selbst "
        "noch falsch; bitte zuerst ihn berichtigen.",
        "“{expression}”, position {position}: The expression of the indicator “{key}” is "
        "itself still wrong; please mend it first.",
    ),
    "derived_cycle": (
        "„{expression}“, Stelle {position}: Die Ausdrücke rufen sich im Kreis: {cycle}. Bitte"
        " einen davon ohne die anderen schreiben.",
        "“{expression}”, position {position}: The expressions call each other in a circle: "
        "{cycle}. Please write one of them without the others.",
    ),
    "derived_only_numbers": (
        "„{expression}“, Stelle {position}: Der Ausdruck nennt keinen Indikator und keine "
        "Messgröße.",
        "“{expression}”, position {position}: The expression names no indicator and no measure.",
    ),
    "derived_divides_by_zero": (
        "„{expression}“, Stelle {position}: Durch 0 lässt sich nicht teilen.",
        "“{expression}”, position {position}: Nothing can be divided by 0.",
    ),
    "derived_unlike_units": (
        "„{expression}“, Stelle {position}: „{left}“ und „{right}“ lassen sich nicht "
        "zusammenzählen. Bitte Gleiches mit Gleichem verrechnen, etwa zwei Fallzahlen oder "
        "zwei Anteile; Verschiedenes erst mit z( ) vergleichbar machen.",
        "“{expression}”, position {position}: “{left}” and “{right}” cannot be added up. "
        "Please reckon like with like, such as two counts or two shares; make what differs "
        "comparable by z( ) first.",
    ),
    "derived_percent_of_percent": (
        "„{expression}“, Stelle {position}: Hier entstünden Prozent von Prozent ({left} und "
        "{right}). Die Änderung eines Anteils sind Prozentpunkte: change_pp(x, 1); einen "
        "Anteil bitte aus Fallzahlen bilden: share(a, b).",
        "“{expression}”, position {position}: This would be a per cent of a per cent ({left} "
        "and {right}). The change of a share is in percentage points: change_pp(x, 1); please"
        " make a share from counts: share(a, b).",
    ),
    "derived_product": (
        "„{expression}“, Stelle {position}: „{left}“ mal „{right}“ ergibt keine Größe, die "
        "jemand versteht. Malnehmen lässt sich nur mit einer Zahl.",
        "“{expression}”, position {position}: “{left}” times “{right}” gives nothing that "
        "anybody understands. Only a number can be multiplied with.",
    ),
    "derived_share_of_unlike": (
        "„{expression}“, Stelle {position}: Ein Anteil von „{left}“ an „{right}“ ist keiner: "
        "Beides muss dasselbe zählen. Bitte rate(a, b, 1) schreiben, etwa für Euro je Person,"
        " oder die Einheiten der Messgrößen angleichen.",
        "“{expression}”, position {position}: A share of “{left}” in “{right}” is none: both "
        "must count the same. Please write rate(a, b, 1), such as for euros per person, or "
        "declare the measures' units alike.",
    ),
    "derived_needs_counts": (
        "„{expression}“, Stelle {position}: Ein Anteil oder eine Rate entsteht aus Fallzahlen"
        " oder Summen, nicht aus „{unit}“. Bitte die Messgrößen selbst nennen.",
        "“{expression}”, position {position}: A share or rate is made of counts or amounts, "
        "not of “{unit}”. Please name the measures themselves.",
    ),
    "derived_needs_sums": (
        "„{expression}“, Stelle {position}: Zähler und Nenner sind Summen von Messgrößen, "
        "ohne Faktor und jede nur einmal. Ein Faktor steht als dritte Angabe: rate(a, b, "
        "1000).",
        "“{expression}”, position {position}: Numerator and denominator are sums of measures,"
        " without a factor and each only once. A factor comes third: rate(a, b, 1000).",
    ),
    "derived_no_change": (
        "„{expression}“, Stelle {position}: Von „{unit}“ gibt es keine Änderung, die etwas sagt.",
        "“{expression}”, position {position}: There is no change of “{unit}” that says anything.",
    ),
    "derived_points_of_no_share": (
        "„{expression}“, Stelle {position}: Prozentpunkte gibt es nur von Anteilen in %, "
        "nicht von „{unit}“. Bitte change(x, 1) oder change_pct(x, 1) schreiben.",
        "“{expression}”, position {position}: Percentage points exist of shares in % only, "
        "not of “{unit}”. Please write change(x, 1) or change_pct(x, 1).",
    ),
    "derived_growth_of_rate": (
        "„{expression}“, Stelle {position}: Die Änderung von „{unit}“ in Prozent sagt wenig, "
        "weil niemand sieht, auf wie vielen Fällen sie beruht. Bitte change(x, 1) oder "
        "change_pct der Fallzahl schreiben.",
        "“{expression}”, position {position}: The change of “{unit}” in per cent says little,"
        " since nobody sees how many cases it rests on. Please write change(x, 1), or "
        "change_pct of the count.",
    ),
    "derived_mean_of_rates": (
        "„{expression}“, Stelle {position}: Ein Mittel über fertige Werte („{unit}“) ist "
        "falsch, wo sich die Bezugsgröße ändert. Bitte die Fallzahlen nennen: "
        "moving_mean(share(a, b), 3).",
        "“{expression}”, position {position}: A mean of ready values (“{unit}”) is wrong "
        "where what they refer to changes. Please name the counts: moving_mean(share(a, b), "
        "3).",
    ),
    "derived_no_scale": (
        "„{expression}“, Stelle {position}: „{unit}“ lässt sich nicht in eine Rangfolge bringen.",
        "“{expression}”, position {position}: “{unit}” cannot be put into an order.",
    ),
}
