"""Which language's phrases a page may have."""

from cleaner import parse, tables
from cleaner.language import declared, detected, possible

KNOWN = tables.languages()
SAID = {
    "en": "The storm that reached the coast on Sunday keeps every ferry at its pier, and nobody knows for how long.",
    "no": "Stormen holder alle ferger ved kaia, og ingen på øya vet når den første båten med brød kommer igjen.",
    "ru": "Буря, пришедшая на побережье в воскресенье, держит все паромы у причала, и никто не знает, надолго ли.",
}


def test_the_script_says_what_is_possible():
    assert set(possible(parse(SAID["no"]), KNOWN)) >= {"en", "no", "sv", "da", "de"}
    assert not {"ru", "zh", "ar"} & set(possible(parse(SAID["no"]), KNOWN))
    assert possible(parse(SAID["ru"]), KNOWN) == KNOWN


def test_the_language_is_detected_from_prose():
    for language, text in SAID.items():
        assert detected(parse(f"<p>{text}</p><p>Share</p>")) == language


def test_a_page_that_is_declared_english_but_is_not():
    page = (
        '<html lang="en"><body><p>Буря держит все паромы у причала, и никто не знает, когда придёт лодка.</p><p>{}</p>'
    )
    assert declared(parse(page.format("Читайте также: Мост")), KNOWN) == ""
    assert tables.hits(parse(page.format("Читайте также: Мост")))
    names = '<html lang="en"><p>A café, a naïve mayor and a ferry that stays in port.</p>'
    assert declared(parse(names), KNOWN) == "en"


def test_aliases():
    assert declared(parse('<html lang="nb-NO"><p>x</p>'), KNOWN) == "no"
    assert declared(parse('<html lang="iw"><p>x</p>'), KNOWN) == "he"
