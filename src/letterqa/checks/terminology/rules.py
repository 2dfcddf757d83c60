"""The rules of the family."""

from __future__ import annotations

from letterqa.finding import Rule, Severity
from letterqa.termbase.concepts import Kind

MISSING = Rule(
    "terminology.missing",
    "terminology/wrong-term",
    Severity.MAJOR,
    "A term of one letter has no accepted counterpart in the other.",
    "A treaty or body that is not named by its name cannot be looked up, and the addressee may deny what it says.",
    "UN Guiding Principles on Business and Human Rights / Regole generali su affari e persona",
)
EXCHANGED = Rule(
    "terminology.exchanged",
    "terminology/wrong-term",
    Severity.CRITICAL,
    "Another treaty, body or office of the same kind is named.",
    "The letter accuses a state of breaking a treaty that it never signed.",
    "Convention against Torture / Convenzione sui diritti dell'infanzia",
)
ACRONYM = Rule(
    "terminology.acronym",
    "terminology/wrong-term",
    Severity.MAJOR,
    "An acronym is not that of the name it stands for.",
    "Readers look up another treaty, or none.",
    "Convention on Cluster Munitions (CMM)",
)
UNOFFICIAL = Rule(
    "terminology.unofficial",
    "terminology/inconsistent-with-resource",
    Severity.MINOR,
    "A name comes near the official one without being it.",
    "Officials notice at once that the author does not know the name of the treaty.",
    "Comitato per i diritti della persona / Comitato per i diritti umani",
)
DEPRECATED = Rule(
    "terminology.deprecated",
    "terminology/inconsistent-with-resource",
    Severity.MINOR,
    "A term that the term base advises against.",
    "It is outdated or not official; the term base says what to use.",
    "a former name of a country",
)
FORBIDDEN = Rule(
    "terminology.forbidden",
    "terminology/wrong-term",
    Severity.MAJOR,
    "A term that the term base or the campaign sheet forbids.",
    "The campaign has decided that its letters do not say so.",
    "“so-called genocide”",
)
REQUIRED = Rule(
    "terminology.required",
    "terminology/wrong-term",
    Severity.MAJOR,
    "A term, figure or date that every version must have is not in this one.",
    "The campaign has decided that all of its letters say so.",
    "the petition's title",
)
FIGURE = Rule(
    "terminology.figure",
    "accuracy/mistranslation",
    Severity.CRITICAL,
    "A figure or date contradicts the campaign's own.",
    "One wrong figure, and the whole letter is not believed.",
    "9’000 civili, where the campaign says 90,000",
)
INCONSISTENT = Rule(
    "terminology.inconsistent",
    "terminology/inconsistent",
    Severity.MINOR,
    "One letter calls a thing by two names.",
    "Readers take it for two things.",
    "“Convenzione sui rifugiati” and “Convenzione di Ginevra”",
)
UNTRANSLATED = Rule(
    "terminology.untranslated",
    "terminology/inconsistent",
    Severity.MAJOR,
    "A term is left in the other letter's language.",
    "Its readers do not know it by that name.",
    "“Convention against Torture” in an Italian letter",
)
RULES = (MISSING, EXCHANGED, ACRONYM, UNOFFICIAL, DEPRECATED, FORBIDDEN, REQUIRED, FIGURE, INCONSISTENT, UNTRANSLATED)

NAMED = frozenset({Kind.TREATY, Kind.BODY, Kind.ORGANISATION})
STATED = frozenset({Kind.FIGURE, Kind.DATE})
