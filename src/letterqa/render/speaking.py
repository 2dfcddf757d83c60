"""The language in which a report speaks to its reader, from data/ui/*.toml; English needs no table."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from letterqa.locales import SUPPORTED, primary
from letterqa.saying import Said, Tongue

ENGLISH = "en"


@dataclass(frozen=True)
class Speaker:
    """Says the English sentences of the report in a language."""

    language: str = ENGLISH
    texts: Mapping[str, str] = field(default_factory=dict)
    families: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, text: str, **values: object) -> str:
        """A sentence with its values in the places of {name}; one that the table lacks is said in English.

        Of a sentence with "|", the first half is said where `n` is 1.
        """
        said = self.texts.get(text, text)
        if "|" in said:
            one, _, several = said.partition("|")
            said = one if values.get("n") == 1 else several
        return said.format(**values) if values else said

    def message(self, text: str) -> str:
        """What a finding says: its template and the words in it in this language; what is no word of the tables stays, as quotations do."""
        if isinstance(text, Tongue):
            return self.name(text.tag) if self.language != ENGLISH else str(text)
        if not isinstance(text, Said):
            return self.texts.get(text, text)
        values = {name: self.message(value) if isinstance(value, str) else value for name, value in text.values.items()}
        return self.texts.get(text.template, text.template).format(**values)

    def family(self, name: str) -> str:
        """The name of a family of rules, or of what else was not checked, as a heading."""
        return self.families.get(name, name)

    def name(self, tag: str) -> str:
        """The name of a language, as it stands inside a sentence; its English name, or the tag, where CLDR has none."""
        from babel import Locale as Cldr
        from babel import UnknownLocaleError

        try:
            return Cldr.parse(tag, sep="_" if "_" in tag else "-").get_display_name(self.language) or tag
        except (UnknownLocaleError, ValueError):
            return tag


@cache
def speaker(language: str = ENGLISH) -> Speaker:
    """The speaker of one of the six languages; raises KeyError for another."""
    if language == ENGLISH:
        return Speaker()
    if language not in SUPPORTED:
        raise KeyError(language)
    data = (resources.files("letterqa") / "data" / "ui" / f"{language}.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(data)
    return Speaker(language, tables["rules"] | tables["words"] | tables["messages"] | tables["texts"], tables["families"])


def of_the_user() -> str:
    """The language of the user's locale (LC_ALL, LC_MESSAGES, LANG), English where it is none of the six."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            code = primary(os.environ[name].partition(".")[0])
            return code if code in SUPPORTED else ENGLISH
    return ENGLISH
