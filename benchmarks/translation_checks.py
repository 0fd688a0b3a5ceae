"""How many false alarms the checks raise on official texts, and how long they take for 20,000 pairs.

    python -m benchmarks.translation_checks FILE [--show CHECK]

FILE is JSON, {name: {code: text}}: texts that the United Nations has published in the six languages, such as the titles
of the Sustainable Development Goals and their targets. What is right in them and is warned of is a false alarm; they
have real faults too, so each alarm wants to be read (--show prints those of one check).
"""

import argparse
import json
import os
import time
from collections import Counter

import django

LANGUAGES = ("ar", "zh-hans", "fr", "ru", "es")
# A glossary of terms that these texts hold.
GLOSSARY = (
    {
        "en": "sustainable development",
        "ar": "التنمية المستدامة",
        "zh-hans": "可持续发展",
        "fr": "développement durable",
        "ru": "устойчивое развитие",
        "es": "desarrollo sostenible",
    },
    {
        "en": "developing country",
        "ar": "البلدان النامية",
        "zh-hans": "发展中国家",
        "fr": "pays en développement",
        "ru": "развивающаяся страна",
        "es": "país en desarrollo",
    },
    {
        "en": "least developed country",
        "ar": "أقل البلدان نموا",
        "zh-hans": "最不发达国家",
        "fr": "pays les moins avancés",
        "ru": "наименее развитая страна",
        "es": "país menos adelantado",
    },
    {
        "en": "climate change",
        "ar": "تغير المناخ",
        "zh-hans": "气候变化",
        "fr": "changements climatiques",
        "ru": "изменение климата",
        "es": "cambio climático",
    },
    {
        "en": "human trafficking",
        "ar": "الاتجار بالبشر",
        "zh-hans": "贩运人口",
        "fr": "traite des êtres humains",
        "ru": "торговля людьми",
        "es": "trata de personas",
    },
)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file")
    parser.add_argument("--show", help="print the alarms of this check")
    options = parser.parse_args()
    with open(options.file, encoding="utf-8") as file:
        texts = json.load(file).values()

    from translation.checks import LABELS, Checker
    from translation.terms import Term

    glossary = [Term.of_name(each["en"], each) for each in GLOSSARY]
    for term in glossary:
        term.is_name = False
    alarms, pairs = Counter(), 0
    for code in LANGUAGES:
        checker = Checker("en", code, glossary)
        for text in texts:
            findings = checker.check(text["en"], text[code])
            alarms.update((name, code) for name in {finding.check for finding in findings})
            for finding in findings:
                if finding.check == options.show:
                    print(f"{code}: {finding}\n  {text['en']}\n  {text[code]}")
        pairs = len(texts)
    print(f"{pairs} pairs with each language; pairs with an alarm, and their share\n")
    print(f"{'check':<22}" + "".join(f"{code:>14}" for code in LANGUAGES))
    for name in LABELS:
        if name != "obstacles":
            shares = (f"{alarms[name, code]} {alarms[name, code] / pairs:>6.1%}" for code in LANGUAGES)
            print(f"{name:<22}" + "".join(f"{share:>14}" for share in shares))
    print()
    print_speed(texts, glossary, Checker)


def print_speed(texts, glossary, checker_of):
    for code in LANGUAGES:
        checker = checker_of("en", code, glossary)
        many = [(text["en"], text[code]) for text in texts] * (20_000 // len(texts))
        began = time.perf_counter()
        for source, target in many:
            checker.check(source, target)
        print(f"{len(many)} pairs with {code}: {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings")
    django.setup()
    main()
