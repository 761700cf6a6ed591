"""What is said in the sample show, and by whom."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Voice:
    """A person who speaks.

    Attributes:
        size: Of the head: above 1 everything sounds deeper, below 1 brighter.
        speed, pitch: As multiples of the synthesiser's own.
        level_db: Of the spoken words, RMS to full scale.
        side: Where the person sits, -1 left to 1 right.
    """

    name: str
    size: float = 1.0
    speed: float = 1.0
    pitch: float = 1.0
    level_db: float = -20.0
    side: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody says, how long it is quiet afterwards, and the chapter that begins with it."""

    voice: Voice
    text: str
    pause_s: float = 0.35
    chapter: str = ""


_MIRA = Voice("Mira Sommer", speed=1.08, pitch=1.06, side=-0.25)
_SELIN = Voice("Selin Kaya", size=0.9, speed=1.0, pitch=1.12, side=0.25)
_JONAS = Voice("Jonas Brandt", size=1.16, speed=1.28, pitch=0.86, level_db=-8.0)

FIRST_STEP = (
    Line(_MIRA, "Willkommen bei „Auf Augenhöhe“. Ich bin Mira Sommer.", 0.6),
    Line(_MIRA, "Vertrauen lässt sich nicht anordnen. Aber jemand kann damit anfangen.", 0.5),
    Line(_MIRA, "Wer ein Team übernimmt, wartet oft darauf, dass die anderen sich öffnen. Die warten auch."),
    Line(
        _MIRA, "Den ersten Schritt macht, wer die meiste Macht hat: Diese Person riskiert am wenigsten.", 0.6
    ),
    Line(_MIRA, "Für die erste Woche reichen drei Dinge."),
    Line(_MIRA, "Erstens: Versprechen Sie etwas Kleines, mit Datum, und halten Sie es."),
    Line(_MIRA, "Zweitens: Sagen Sie einmal laut, was Sie nicht wissen."),
    Line(
        _MIRA, "Drittens: Bitten Sie um eine schlechte Nachricht. Danken Sie dafür, bevor Sie antworten.", 0.6
    ),
    Line(
        _MIRA, "Und dann zählen Sie, wer am Freitag von selbst zu Ihnen kommt. Daran merken Sie, ob es wirkt."
    ),
)

UNSAID_NO = (
    Line(_MIRA, "Jonas Brandt begleitet Teams in der Produktion."),
    Line(_MIRA, "Jonas, woran merkst du, dass in einem Team das Vertrauen fehlt?"),
    Line(_JONAS, "Daran, dass alle nicken! Wo nie jemand Nein sagt, ist das Ja nichts wert."),
    Line(_MIRA, "Und was tust du dann? Nachfragen?"),
    Line(_JONAS, "Nicht mit „Hat noch jemand Einwände?“. Darauf antwortet niemand."),
    Line(_JONAS, "Ich frage: „Der Plan ist gescheitert. Woran lag es?“"),
    Line(_JONAS, "Dann darf jeder klug sein, und keiner muss mutig sein.", 0.5),
    Line(_MIRA, "Das klingt einfach. Wo geht es schief?"),
    Line(_JONAS, "Wenn die Chefin zuerst spricht! Dann ist die Runde vorbei."),
    Line(_JONAS, "Sie redet zuletzt. Und einen Punkt ändert sie sofort, vor aller Augen.", 0.5),
    Line(_MIRA, "Also erst hören, dann handeln, dann reden."),
    Line(_JONAS, "Und beim nächsten Mal erzählen, was daraus geworden ist. Genau da entsteht Vertrauen."),
)

MISTAKES = (
    Line(
        _MIRA,
        "Fehler verschwinden nicht, wenn man über sie schweigt. Sie verschwinden nur aus dem Blick.",
        chapter="Warum Schweigen nichts repariert",
    ),
    Line(_MIRA, "Selin Kaya leitet eine Pflegestation und hat dort die Fehlerrunde eingeführt.", 0.5),
    Line(
        _SELIN,
        "Jeden Dienstag, eine Viertelstunde. Niemand fragt, wer es war.",
        chapter="Die Regel der Viertelstunde <https://example.org/fehlerrunde>",
    ),
    Line(_SELIN, "Wir fragen: Was hat es leicht gemacht, dass das passiert?", 0.5),
    Line(_MIRA, "Hast du ein Beispiel?", chapter="Zwei Schachteln, zwei Schränke"),
    Line(_SELIN, "Zwei Medikamente, fast gleiche Schachteln. Dreimal griff jemand daneben."),
    Line(_SELIN, "Dreimal hieß es: besser aufpassen. Dann bekam jede Schachtel ihren eigenen Schrank.", 0.2),
    Line(_SELIN, "Seitdem ist Ruhe.", 0.6),
    Line(
        _MIRA,
        "Drei Fragen genügen: Was ist passiert? Was hat es begünstigt? Was ändern wir bis Dienstag?",
        chapter="Drei Fragen für Ihre erste Runde <https://example.org/fehlerrunde#fragen>",
    ),
    Line(_MIRA, "Und den ersten Fehler legt die Leitung auf den Tisch."),
)
