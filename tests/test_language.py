"""The little grammar that the product needs: denials, found whole and without false friends."""

import pytest

from kano.language import find, has_chinese, negations, without_negation, words
from kano.lint import PARALLEL, likeness


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The lift does not work", ["not"]),
        ("There is no lift", ["no"]),
        ("You can't pay by card", ["cant"]),
        ("You can’t pay by card", ["cant"]),
        ("Without a lift", ["without"]),
        ("A notebook, a nominal fee, another knot", []),
        ("No-show fee", []),
        ("kein Aufzug", ["kein"]),
        ("如果没有热毛巾", ["没有"]),
        ("如果沒有熱毛巾", ["沒有"]),
        ("服务员不会打扰", ["不会"]),
        ("未提供", ["未"]),
        ("提供不同口味", []),
        ("无线网络", []),
        ("特别的礼物", []),
        ("性别", []),
        ("不锈钢餐具不提供", ["不"]),
    ],
)
def test_denials_are_found_whole_and_without_false_friends(text, found):
    assert negations(text) == found


def test_the_longest_sign_is_found_and_counted_once():
    assert find("没有", [], ["没", "没有"], []) == ["没有"]
    assert find("Quick, quickly", ["quick", "quickly"], [], []) == ["quick", "quickly"]
    assert find("user-friendly", ["friendly"], [], []) == []


@pytest.mark.parametrize(
    ("plain", "denied"),
    [
        ("The room has a kettle", "The room does not have any kettle"),
        ("The bus stops here", "The bus does not stop here"),
        ("如果提供热毛巾", "如果不提供热毛巾"),
    ],
)
def test_a_parallel_pair_is_the_same_but_for_its_denial(plain, denied):
    assert without_negation(plain) == without_negation(denied)


def test_having_and_not_having_differ_by_one_character_in_chinese():
    assert without_negation("店內有熱毛巾") == list("店內有熱毛巾")
    assert without_negation("店內沒有熱毛巾") == list("店內熱毛巾")


def test_a_chinese_character_is_a_word():
    assert words("Wi-Fi 很快 2 次, isn't it") == ["wi-fi", "很", "快", "2", "次", "isnt", "it"]


@pytest.mark.parametrize(
    ("text", "expected"), [("热毛巾", True), ("a 熱", True), ("towel", False), ("", False), ("é", False)]
)
def test_chinese_is_recognised_by_its_characters(text, expected):
    assert has_chinese(text) is expected


PAIRS = {
    "en": [
        ("If the product has dark mode, how do you feel?", "If the product does NOT have dark mode, how do you feel?"),
        ("If the room comes with a kettle, how do you feel?", "If the room comes without a kettle, how do you feel?"),
        ("If you can pay by card, how would you feel?", "If you can't pay by card, how would you feel?"),
    ],
    "zh": [
        ("如果产品具有「深色模式」，您的感受是？", "如果产品没有「深色模式」，您的感受是？"),
        ("如果服務中包含「夜班車」，您的感受是？", "如果服務中不包含「夜班車」，您的感受是？"),
        ("如果餐厅提供热毛巾，您觉得如何？", "如果餐厅不提供热毛巾，您觉得如何？"),
    ],
    "de": [
        (
            "Wenn das Produkt einen Dunkelmodus hat, wie denken Sie darüber?",
            "Wenn das Produkt keinen Dunkelmodus hat, wie denken Sie darüber?",
        ),
        (
            "Wenn Sie den Schaden per App melden könnten, wie denken Sie darüber?",
            "Wenn Sie den Schaden nicht per App melden könnten, wie denken Sie darüber?",
        ),
        (
            "Was würden Sie empfinden, wenn Ihr Fahrrad eine lichtstarke Leuchte hätte?",
            "Was würden Sie empfinden, wenn Ihr Fahrrad keine lichtstarke Leuchte hätte?",
        ),
    ],
    "fr": [
        (
            "Si l'application possède un mode sombre, que ressentez-vous ?",
            "Si l'application ne possède pas de mode sombre, que ressentez-vous ?",
        ),
        (
            "Si le service a une aide en ligne, qu'en pensez-vous ?",
            "Si le service n’a pas d’aide en ligne, qu'en pensez-vous ?",
        ),
        (
            "Si la chambre est équipée d'une bouilloire, que ressentez-vous ?",
            "Si la chambre n'est pas équipée d'une bouilloire, que ressentez-vous ?",
        ),
    ],
    "es": [
        (
            "Si el servicio tiene chat en vivo, ¿cómo se siente?",
            "Si el servicio no tiene chat en vivo, ¿cómo se siente?",
        ),
        (
            "¿Cómo te sentirías si el cuarto de hotel cuenta con jacuzzi?",
            "¿Cómo te sentirías si el cuarto de hotel no cuenta con jacuzzi?",
        ),
        ("¿Cómo se sentiría si el sistema tuviera búsqueda?", "¿Cómo se sentiría si el sistema no tuviera búsqueda?"),
    ],
    "pt": [
        ("Se o aplicativo tem busca, como você se sente?", "Se o aplicativo não tem busca, como você se sente?"),
        (
            "Se o app mostrasse a sua posição no ranking, como você se sentiria?",
            "Se o app não mostrasse a sua posição no ranking, como você se sentiria?",
        ),
        (
            "Como você se sentiria se o quarto tivesse uma chaleira?",
            "Como você se sentiria se o quarto não tivesse uma chaleira?",
        ),
    ],
    "ja": [
        (
            "このアプリにダークモードがある場合、どう思いますか？",
            "このアプリにダークモードがない場合、どう思いますか？",
        ),
        ("もしお湯が使えるなら、どう感じますか。", "もしお湯が使えないなら、どう感じますか。"),
        ("検索機能が搭載されていたらどう思いますか", "検索機能が搭載されていなかったらどう思いますか"),
    ],
    "ko": [
        ("앱에 다크 모드가 있다면 어떻게 느끼시겠습니까?", "앱에 다크 모드가 없다면 어떻게 느끼시겠습니까?"),
        ("카드로 결제할 수 있다면 어떻습니까?", "카드로 결제할 수 없다면 어떻습니까?"),
        ("검색 기능이 제공된다면 어떻게 느끼십니까?", "검색 기능이 제공되지 않는다면 어떻게 느끼십니까?"),
    ],
}

INNOCENT = {
    "en": [
        "A notebook on every table",
        "Another towel on request",
        "Nonstop flights",
        "A nominal fee",
        "Contactless payment",
        "No-show fee",
        "Knots and notes",
        "Norwegian menu",
        "Room No. 5 is renovated",
        "Do not disturb mode",
    ],
    "zh": [
        "无线网络",
        "提供不同口味",
        "特别的礼物",
        "未来的订单",
        "无障碍通道",
        "不锈钢餐具",
        "不断更新的菜单",
        "无接触配送",
        "性别选择",
        "不错的咖啡",
    ],
    "de": [
        "Notfallknopf im Aufzug",
        "Kontaktlos bezahlen",
        "Nahtlose Übergabe",
        "Notizbuch im Zimmer",
        "Nichtraucherzimmer",
        "Eine Pension am See",
        "Keinath Kaffee",
        "Modus „Nicht stören“",
        "Nicht nur Tee, auch Kaffee",
        "Ohnehin enthaltene Getränke",
    ],
    "fr": [
        "Un passage couvert",
        "Paiement sans contact",
        "Un casque sans fil",
        "Vol non-stop",
        "Instructions pas à pas",
        "Le passeport numérique",
        "Nettoyage quotidien",
        "Une note de frais",
        "Nid d'oiseau en bois",
        "Mode « Ne pas déranger »",
    ],
    "es": [
        "Pago sin contacto",
        "Cargador inalámbrico",
        "Notas de voz",
        "Nombre en la taza",
        "Sinfonía en vivo",
        "Novedades cada semana",
        "Nadador profesional",
        "Modo «No molestar»",
        "No sólo café, también té",
        "Noche temática",
    ],
    "pt": [
        "Pagamento sem contato",
        "Carregador sem fio",
        "Busca no aplicativo para você",
        "Notas de voz",
        "Se o aplicativo mostra o preço no menu",
        "Semana de descontos",
        "Nadador profissional",
        "Modo «Não perturbe»",
        "Não só café",
        "Desconto no seu aniversário",
    ],
    "ja": [
        "未来の予約が見える",
        "少ない操作で注文できる",
        "おもてなしの心",
        "無線LANが使える",
        "間違いない品質をお届けする",
        "行き方の案内がある",
        "内容を保存できる",
        "なければならない機能である",
        "特別なプレゼントがある",
        "もったいないキャンペーンのお知らせ",
    ],
    "ko": [
        "안내 방송이 나온다",
        "안전한 결제",
        "안경 닦이를 제공한다",
        "끊임없는 업데이트",
        "연못이 있는 정원",
        "차 안 조명",
        "편안한 의자",
        "상관없는 광고 숨기기",
        "아니면 다음 날 배송",
        "뿐만 아니라 커피도 제공",
    ],
}


@pytest.mark.parametrize(
    ("lang", "plain", "denied"), [(lang, *pair) for lang, pairs in PAIRS.items() for pair in pairs]
)
def test_a_parallel_pair_is_recognised_in_every_language(lang, plain, denied):
    assert (negations(plain), bool(negations(denied))) == ([], True), lang
    assert likeness(plain, denied) == likeness(denied, plain) >= PARALLEL


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, texts in INNOCENT.items() for text in texts])
def test_innocent_words_of_every_language_deny_nothing(lang, text):
    assert negations(text) == [], lang


@pytest.mark.parametrize("lang", PAIRS)
def test_questions_about_different_things_are_not_parallel(lang):
    (one, _), (_, other), _ = PAIRS[lang]
    assert likeness(one, other) < 0.9


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Si le service n’a pas d’aide", ["ne", "pas"]),
        ("SI LE SERVICE NE POSSÈDE PAS DE CHAT", ["ne", "pas"]),
        ("Si el hotel no ofrece desayuno", ["no"]),
        ("Se o café não vem no copo", ["não"]),
        ("Desconto no seu aniversário", []),
        ("No discount", ["no"]),
        ("Sin jacuzzi", ["sin"]),
        ("Seat No. 5", []),
        ("予約ができません", ["ません"]),
        ("予約がなければ困ります", ["なければ"]),
        ("未来と不思議の展示がある", []),
        ("如果不提供鲜の果", ["不"]),
        ("결제가 안 된다면", ["안"]),
        ("예약을 못 한다면", ["못"]),
        ("편안한 안내", []),
        ("如果没有 Dark Mode", ["没有"]),
        ("Wenn es nicht hält, what then?", ["nicht"]),
    ],
)
def test_a_denial_is_found_in_the_language_that_the_text_is_in(text, found):
    assert negations(text) == found


def test_japanese_and_korean_signs_are_words_like_chinese_ones():
    assert words("検索 機能がある") == list("検索機能がある")
    assert words("검색 있다") == list("검색있다")
    assert without_negation("검색이 없다면") == without_negation("검색이 있다면") == list("검색이다면")
    assert without_negation("検索がない場合") == without_negation("検索がある場合") == list("検索が場合")


def test_a_french_elision_is_no_part_of_the_word_that_follows():
    assert without_negation("l’aide n’est pas là") == without_negation("l'aide est là")
