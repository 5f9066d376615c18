import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.errors import UnknownCountry
from briefer.reading.countries import country_by_code, find_mentions, resolve_country, tag_countries
from briefer.reading.countries.gazetteer import country_rows, lexicon, lookup_key

PAGE = Path(__file__).parents[2].parent / "shared" / "seeds" / "mali.txt"


def codes(text):
    return [mention.code for mention in find_mentions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Niger and Nigeria sign; Nigerien and Nigerian officers meet", ["NER", "NGA", "NER", "NGA"]),
        ("Oil spill in the Niger Delta; Niger State flooded; the Niger River rises", ["NGA", "NGA"]),
        ("Guinea, Guinea-Bissau, Equatorial Guinea, Papua New Guinea", ["GIN", "GNB", "GNQ", "PNG"]),
        ("Ships in the Gulf of Guinea; New Guinea; guinea pigs", []),
        ("Democratic Republic of the Congo and Republic of the Congo", ["COD", "COG"]),
        ("DRC, DR Congo, Congo-Brazzaville, Congo-Kinshasa", ["COD", "COD", "COG", "COD"]),
        ("Congolese troops in Goma", ["COD", "COD"]),
        ("The Democratic Republic of the Congo says the Congolese army won", ["COD", "COD"]),
        ("The Republic of the Congo says the Congolese army won", ["COG", "COG"]),
        ("A fine of US$100 million for Togo", ["TGO"]),
        ("Congolese police in Brazzaville", ["COG", "COG"]),
        ("North Korea and South Korea", ["PRK", "KOR"]),
        ("North and South Korea agree", ["PRK", "KOR"]),
        ("A Korean War veteran on the Korean Peninsula", []),
        ("Korean officials meet", []),
        ("Korean officials meet in Seoul", ["KOR", "KOR"]),
        (
            "South Sudan, Sudan, South Sudanese, Sudanese, Juba, Khartoum",
            ["SSD", "SDN", "SSD", "SDN", "SSD", "SDN"],
        ),
        ("Fighting in North Darfur", ["SDN"]),
        ("Voters in Georgia after Tbilisi rally", ["GEO", "GEO"]),
        ("Georgia's Governor Kemp signs a law in Atlanta", ["USA", "USA"]),
        ("Dominica and the Dominican Republic", ["DMA", "DOM"]),
        ("Dominican police", ["DOM"]),
        ("Dominican police in Roseau", ["DMA", "DMA"]),
        ("Dominican friars sing", []),
        ("Northern Ireland and Ireland", ["GBR", "IRL"]),
        ("Michael Jordan and Chad Smith perform", []),
        ("King of Jordan visits Chad", ["JOR", "TCD"]),
        ("A fire in Paris, Texas, and in Lebanon, Pennsylvania", ["USA", "USA", "USA", "USA"]),
        ("New Mexico, Mexico City, Gulf of Mexico", ["USA", "MEX"]),
        ("American Samoa and Samoa", ["ASM", "WSM"]),
        ("South American, Latin American and American", ["USA"]),
        ("British Columbia; French Guiana; New England; Indian Ocean", ["CAN", "GUF", "USA"]),
        ("Somaliland; Western Sahara; Gaza; Hong Kong; Taiwan", ["SOM", "ESH", "PSE", "HKG", "TWN"]),
        ("France 24, Al Jazeera English, Washington Post and Bank of America", []),
        ("They told us to polish it; the US has a Polish envoy", ["USA", "POL"]),
        ("MALI: US TROOPS LEAVE", ["MLI", "USA"]),
        ("A GAO report and an IMO rule", []),
        ("Troops in Gao; Gao Zhisheng is free", ["MLI"]),
        ("A bomb in Tripoli, Lebanon", ["LBN", "LBN"]),
        ("Malé, Maldives", ["MDV", "MDV"]),
        ("The male suspect; Male voters", []),
        ("Nice work. Reading is fun. A Mobile bank. Split decision.", []),
        ("Riot in Nice, France", ["FRA", "FRA"]),
        ("Kremlin, White House, Pentagon, Downing Street, Élysée", ["RUS", "USA", "USA", "GBR", "FRA"]),
        (
            "Côte d’Ivoire, Cote d'Ivoire, Ivory Coast, Türkiye, Burkinabè, Burkinabe",
            [*["CIV"] * 3, "TUR", *["BFA"] * 2],
        ),
    ],
)
def test_names_are_told_apart(text, expected):
    assert codes(text) == expected


def test_spans_cover_the_words_as_written():
    text = "“Niger’s junta” met U.S. envoys in Ménaka, Mali-based"
    found = [(mention.span.of(text), mention.kind) for mention in find_mentions(text)]
    assert found == [("Niger", "name"), ("U.S.", "name"), ("Ménaka", "town"), ("Mali", "name")]


def test_combining_accents_keep_the_offsets():
    text = "Re\u0301union and Co\u0302te d'Ivoire and Mali"
    assert [m.span.of(text) for m in find_mentions(text)][-1] == "Mali"


@given(st.text(alphabet=st.sampled_from("MaliNger US.-'’é ßİ\u0301,\n&KoeaC"), max_size=60))
def test_spans_are_ordered_and_inside_the_text(text):
    ends = 0
    for mention in find_mentions(text):
        assert ends <= mention.span.start < mention.span.end <= len(text)
        assert country_by_code(mention.code)
        ends = mention.span.end


@given(st.text(max_size=80), st.text(max_size=80))
def test_tags_are_disjoint_and_come_from_mentions(title, body):
    tagged = tag_countries(title, body, hint="MLI")
    assert len(set(tagged.all)) == len(tagged.all)
    named = {m.code for m in find_mentions(f"{title}\n{body}")}
    assert set(tagged.all) <= (named or {"MLI"})


def test_a_hint_makes_no_country_main():
    assert tag_countries("Vote in Peru", "Peru votes on Sunday.", hint="MLI").all == ("PER",)


@pytest.mark.parametrize(
    ("title", "body", "main", "mentioned"),
    [
        ("", "Kenya, Chad, Peru, Chile and Fiji abstained as France condemned Syria.", {"FRA", "SYR"}, None),
        ("", "Two die in Mali, near the Algerian border.", {"MLI"}, {"DZA"}),
        ("", "Thousands flee Chad for safety in neighbouring Niger.", {"TCD"}, {"NER"}),
        ("", "Iran seizes a Panamanian-flagged tanker.", {"IRN"}, {"PAN"}),
        ("", "The coup in Gabon was condemned by France.", {"GAB"}, {"FRA"}),
        ("", "Venezuela breaks relations with Colombia.", {"VEN", "COL"}, set()),
        ("", "Soldiers die in Mali. (AFP, China Daily, Radio France, Iran News)", {"MLI"}, set()),
        ("Scientists report", "A star is found.", set(), set()),
    ],
)
def test_main_and_mentioned(title, body, main, mentioned):
    tagged = tag_countries(title, body)
    assert set(tagged.main) == main
    if mentioned is not None:
        assert set(tagged.mentioned) == mentioned


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Mali", "MLI"), ("ml", "MLI"), ("mli", "MLI"), ("Côte d'Ivoire", "CIV"), ("ivory coast", "CIV"),
        ("Nigerien", "NER"), ("Nigerian", "NGA"), ("Niger", "NER"), ("Guinea", "GIN"), ("The Gambia", "GMB"),
        ("U.S.", "USA"), ("Burma", "MMR"), ("Swaziland", "SWZ"), ("St. Lucia", "LCA"), ("Kosovo", "XKX"),
    ],
)  # fmt: skip
def test_resolve(text, code):
    assert resolve_country(text).code == code


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Korea", ["South Korea", "North Korea"]),
        ("Congo", ["Democratic Republic of the Congo", "Republic of the Congo"]),
        ("Nigera", ["Nigeria", "Niger"]),
        ("Malli", ["Mali"]),
    ],
)
def test_unknown_and_ambiguous_names_suggest_others(text, names):
    with pytest.raises(UnknownCountry) as caught:
        resolve_country(text)
    assert all(name in caught.value.hint for name in names)


@pytest.mark.parametrize("text", ["", "  ", "☃", "qqqqqq"])
def test_nonsense_is_refused(text):
    with pytest.raises(UnknownCountry, match="no country"):
        resolve_country(text)


def test_the_table_is_whole():
    rows = country_rows()
    assert len(rows) == 250
    assert len({row.code for row in rows}) == len({row.alpha2 for row in rows}) == 250
    known = {row.code for row in rows}
    assert all(set(entry.codes) <= known for entry in lexicon()[0].values())
    for rule, _ in lexicon()[2].values():
        assert {rule.default, *(code for code, _ in rule.cues)} <= known | {None, "-"}
    assert all(resolve_country(code).code == code for code in known)


@pytest.mark.parametrize("row", country_rows(), ids=lambda row: row.code)
def test_each_country_is_found_by_its_name_and_people(row):
    assert row.code in codes(f"Talks with {row.name}.")
    for demonym in row.demonyms:
        if lookup_key(demonym) not in lexicon()[2]:
            assert row.code in codes(f"The {demonym} people"), demonym


def test_a_thousand_bulletins_take_less_than_a_second_or_so():
    text = (
        "Al-Qaeda-linked fighters attacked a barracks in northern Mali on Sept. 17, near the Algerian border."
    )
    started = time.process_time()
    for _ in range(1000):
        find_mentions(text)
    assert time.process_time() - started < 2


@pytest.mark.skipif(not PAGE.exists(), reason="the real page ../shared/seeds/mali.txt is not here")
def test_the_real_page():
    lines = PAGE.read_text(encoding="utf-8").split("\n")[1:17]
    tagged = [tag_countries(lines[at], lines[at + 1], hint="MLI") for at in range(0, 16, 2)]
    assert [set(each.main) for each in tagged] == [
        {"MLI"}, {"MLI"}, {"USA", "UKR", "RUS"}, {"MLI", "BFA", "NER"}, {"NER"}, {"MLI"}, {"MLI", "UKR"},
        {"MLI", "RUS"},
    ]  # fmt: skip
    assert {"MLI", "NER", "BFA"} <= set(tagged[2].mentioned)
    assert set(tagged[3].mentioned) == {"NGA"}
    assert set(tagged[4].mentioned) == {"BFA"}
    assert "FRA" not in tagged[0].all
    assert set(tagged[7].mentioned) == {"DZA"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Georgian police clear the square outside parliament", ["GEO"]),
        ("Russia expels a Georgian diplomat", ["RUS", "GEO"]),
        ("Abkhaz and Georgian forces clash", ["GEO", "GEO"]),
        ("Georgians march in Tbilisi", ["GEO", "GEO"]),
        ("Georgian Dream wins", ["GEO"]),
        ("A Georgian won the lottery", []),
        ("Georgian architecture is saved by officials", []),
        ("The Georgian town house and its Regency neighbour pass to the government", []),
        ("Officials reopen a row of Georgian townhouses", []),
        ("Ice closes Georgian Bay to ships; officials warn", []),
        ("Georgians vote in Atlanta", ["USA"]),
    ],
)
def test_georgian_is_a_country_only_where_its_surroundings_say_so(text, expected):
    assert codes(text) == expected


def decomposed(text):
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize("name", ["Tillabéri", "Côte d’Ivoire", "Ségou", "Nigérien", "São Tomé and Príncipe"])
def test_accents_may_stand_apart(name):
    text = f"Fighters came to {name} from São Paulo."
    whole, apart = find_mentions(text), find_mentions(decomposed(text))
    assert whole
    assert [mention.code for mention in apart] == [mention.code for mention in whole]
    words = [mention.span.of(decomposed(text)) for mention in apart]
    assert words == [decomposed(mention.span.of(text)) for mention in whole]


def test_a_country_is_resolved_and_tagged_whichever_way_it_is_typed():
    assert resolve_country(decomposed("Côte d’Ivoire")).code == "CIV"
    body = "An attack near Tillabéri killed five. (Agence Télévision, Côte d’Ivoire Infos)"
    assert tag_countries("Attack", decomposed(body)) == tag_countries("Attack", body)
    assert tag_countries("Attack", body).all == ("NER",)
    assert codes(decomposed("José Jordan won; Germán left")) == []


@given(
    st.lists(
        st.sampled_from(["in", "the", "Tillabéri", "Ménaka", "São Paulo", "Réunion", "Zürich", ",", "."])
    )
)
def test_accents_that_stand_apart_change_no_mention(words):
    text = " ".join(words)
    whole = [(mention.code, decomposed(mention.span.of(text))) for mention in find_mentions(text)]
    apart = decomposed(text)
    assert [(mention.code, mention.span.of(apart)) for mention in find_mentions(apart)] == whole
