"""The six official languages of the United Nations, with their codes in other standards."""

from dataclasses import dataclass

from conference.caches import constant


@dataclass(frozen=True)
class OfficialLanguage:
    """An official language.

    `code` is Django's and the one in addresses, `html` is BCP 47 (RFC 5646), `akn` is ISO 639-2 as Akoma Ntoso
    wants it, `exchange` is ISO 639-1 as XLIFF and TMX files carry it, `open_graph` is a locale of Open Graph.
    """

    code: str
    html: str
    akn: str
    exchange: str
    open_graph: str
    name: str
    direction: str = "ltr"

    @property
    def suffix(self) -> str:
        """The suffix that django-modeltranslation adds to the name of a field, as in `title_zh_hans`."""
        return self.code.replace("-", "_")


LANGUAGES = (
    OfficialLanguage("ar", "ar", "ara", "ar", "ar_AR", "العربية", "rtl"),
    OfficialLanguage("zh-hans", "zh-Hans", "zho", "zh", "zh_CN", "中文"),
    OfficialLanguage("en", "en", "eng", "en", "en_GB", "English"),
    OfficialLanguage("fr", "fr", "fra", "fr", "fr_FR", "Français"),
    OfficialLanguage("ru", "ru", "rus", "ru", "ru_RU", "Русский"),
    OfficialLanguage("es", "es", "spa", "es", "es_ES", "Español"),
)

CODES = tuple(language.code for language in LANGUAGES)
CHOICES = tuple((language.code, language.name) for language in LANGUAGES)

_BY_CODE = {language.code: language for language in LANGUAGES}


def official(code: str) -> OfficialLanguage:
    """The official language of a Django code; KeyError for any other."""
    return _BY_CODE[code]


def columns(field: str) -> list[str]:
    """The six columns of a translated field, in the order of the languages."""
    return list(columns_by_code(field).values())


@constant(1000)  # more than there are translated fields
def columns_by_code(field: str) -> dict[str, str]:
    """The six columns of a translated field: {code: column}."""
    return {language.code: f"{field}_{language.suffix}" for language in LANGUAGES}


def texts(row: object, field: str) -> dict[str, str]:
    """The six texts of a field of a row: {code: text}, read from the columns, so that no fallback mixes languages."""
    return {code: getattr(row, column) or "" for code, column in columns_by_code(field).items()}
