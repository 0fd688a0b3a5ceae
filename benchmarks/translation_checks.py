"""How many false alarms the checks raise on official texts, and how long they take for 20,000 pairs.

    python -m benchmarks.translation_checks FILE [--source CODE] [--show CHECK]

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

from conference.languages import CODES

OTHER_DIGIT = dict(zip("0123456789", "6789054321", strict=True))
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
    parser.add_argument("--source", default="en", help="the source language (en)")
    parser.add_argument("--show", help="print the alarms of this check")
    options = parser.parse_args()
    with open(options.file, encoding="utf-8") as file:
        texts = list(json.load(file).values())
    source = options.source
    checkers = {code: checker(source, code) for code in CODES if code != source}
    print(f"{len(texts)} pairs of {source} with each language; pairs with an alarm, and their share\n")
    print_alarms(texts, source, checkers, options.show)
    print_planted(texts, source, checkers)
    print_speed(texts, source, checkers)


def checker(source, code):
    from translation.checks import Checker
    from translation.glossary.terms import ConceptTerms, TermVariant

    glossary = [
        ConceptTerms(each["en"], {code: [TermVariant(text)] for code, text in each.items()}) for each in GLOSSARY
    ]
    return Checker(source, code, glossary)


def print_alarms(texts, source, checkers, shown):
    from translation.checks import LABELS

    alarms = Counter()
    for code, each in checkers.items():
        for text in texts:
            findings = each.check(text[source], text[code])
            alarms.update((name, code) for name in {finding.check for finding in findings})
            for finding in findings:
                if finding.check == shown:
                    print(f"{code}: {finding}\n  {text[source]}\n  {text[code]}")
    print(f"{'check':<22}" + "".join(f"{code:>14}" for code in checkers))
    for name in LABELS:
        if name != "obstacles":
            shares = (f"{alarms[name, code]} {alarms[name, code] / len(texts):>6.1%}" for code in checkers)
            print(f"{name:<22}" + "".join(f"{share:>14}" for share in shares))


def print_planted(texts, source, checkers):
    """The other side: of translations in which one digit was changed, how many raise an alarm they did not raise."""
    print()
    for code, each in checkers.items():
        planted = found = 0
        for text in texts:
            places = [place for place, sign in enumerate(text[code]) if sign.isdigit()]
            if places:
                planted += 1
                wrong = text[code][: places[-1]] + OTHER_DIGIT[text[code][places[-1]]] + text[code][places[-1] + 1 :]
                found += numbers_told(each, text[source], wrong) > numbers_told(each, text[source], text[code])
        print(f"{code}: of {planted} planted wrong digits {found} are told")


def numbers_told(each, source, target):
    return sum(finding.check == "numbers" for finding in each.check(source, target))


def print_speed(texts, source, checkers):
    print()
    for code, each in checkers.items():
        many = [(text[source], text[code]) for text in texts] * (20_000 // len(texts))
        began = time.process_time()
        for pair in many:
            each.check(*pair)
        print(f"{len(many)} pairs with {code}: {time.process_time() - began:.1f} s of the processor")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings")
    django.setup()
    main()
