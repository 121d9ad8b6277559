"""Columns that survey tools add: named by whole headers, so that no question is lost."""

import json
from pathlib import Path

import pytest

import kano
from kano.readers.meta import PERSONAL, meta_kind, personal

META = json.loads((Path(kano.__file__).parent / "data" / "meta.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("tool", "kind", "names"),
    [
        (
            "Google Forms",
            "time",
            "Timestamp|時間戳記|时间戳记|Zeitstempel|Horodateur|Marca temporal|タイムスタンプ|타임스탬프",
        ),
        ("Google Forms", "time", "Carimbo de data/hora"),
        (
            "Google Forms",
            "person",
            "Email Address|E-Mail-Adresse|Adresse e-mail|メールアドレス|이메일 주소|電子郵件地址",
        ),
        ("Microsoft Forms", "time", "Start time|Completion time|Last modified time|Startzeit|Fertigstellungszeit"),
        (
            "Microsoft Forms",
            "time",
            "Heure de début|Hora de finalización|Hora de conclusão|開始時刻|완료 시간|开始时间|完成時間",
        ),
        ("Microsoft Forms", "person", "Email|Name|Nom|Nombre|Nome|名前|이름|姓名"),
        ("Microsoft Forms", "technical", "ID|Total points|Points - How likely?|Feedback - How likely?|Punkte - Wie?"),
        ("Qualtrics", "time", "StartDate|EndDate|RecordedDate|Anfangsdatum|Erfassungsdatum"),
        ("Qualtrics", "duration", "Duration (in seconds)|Dauer (in Sekunden)|Q_TotalDuration"),
        (
            "Qualtrics",
            "person",
            "IPAddress|RecipientEmail|ExternalReference|LocationLatitude|Breitengrad des Standorts",
        ),
        ("Qualtrics", "technical", "Progress|Finished|ResponseId|DistributionChannel|Q_RecaptchaScore|ResponseSet"),
        ("Qualtrics", "language", "UserLanguage|Benutzersprache"),
        ("SurveyMonkey", "technical", "Respondent ID|Collector ID|RespondentID|CollectorID"),
        ("SurveyMonkey", "person", "IP Address|Email Address|First Name|Last Name|Custom Data 1"),
        (
            "LimeSurvey",
            "time",
            "submitdate|datestamp|Date submitted|Datum Abgeschickt|Date de soumission|Fecha de envío",
        ),
        ("LimeSurvey", "language", "startlanguage|Start-Sprache|Langue de départ|Lenguaje inicial"),
        ("LimeSurvey", "technical", "lastpage|Letzte Seite|Dernière page|Última página|seed|refurl"),
        ("LimeSurvey", "duration", "interviewtime|Group time: Towels|Question time: F01"),
        ("LimeSurvey", "person", "token|ipaddr|IP-Adresse"),
        ("Typeform", "time", "Start Date (UTC)|Submit Date (UTC)"),
        ("Typeform", "technical", "#|Response Type|Tags"),
        ("Typeform", "person", "Network ID"),
        ("wjx", "technical", "序号|来源|来源详情|总分"),
        ("wjx", "duration", "所用时间"),
        ("wjx", "person", "来自IP"),
        ("Tencent", "time", "开始答题时间|结束答题时间"),
        ("Tencent", "duration", "答题时长"),
        ("Tencent", "person", "地理位置国家和地区|地理位置省|地理位置市|自定义字段"),
        ("Kobo", "technical", "_id|_uuid|_validation_status|__version__|_tags|_index|meta/instanceID|formhub/uuid"),
        ("Kobo", "time", "start|end|today|_submission_time"),
        ("Kobo", "person", "deviceid|_submitted_by|_where_latitude|phonenumber"),
        ("ODK Central", "technical", "KEY|ReviewState|instanceID|meta-instanceID"),
        ("REDCap", "technical", "record_id|redcap_event_name|redcap_repeat_instrument|kano_survey_complete"),
        ("REDCap", "time", "kano_survey_timestamp"),
        ("pandas", "technical", "Unnamed: 0|Unnamed: 12"),
    ],
)
def test_what_a_tool_adds_is_known_by_its_kind(tool, kind, names):
    assert {name: meta_kind(name) for name in names.split("|")} == dict.fromkeys(names.split("|"), kind), tool


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("IPAddress", "IP"),
        ("来自IP（本地）", "IP"),
        ("Adresse de messagerie", "e-mail"),
        ("お名前", "name"),
        ("手机号", "phone"),
        ("LocationLongitude", "location"),
        ("Q12 - Operating System", "device"),
        ("openid", "identity"),
        ("Duration", None),
        ("Gender", None),
    ],
)
def test_a_column_about_the_person_says_what_it_tells(header, told):
    assert personal(header) == told
    assert (meta_kind(header) == "person") == (told is not None)


@pytest.mark.parametrize("header", ["  E-Mail ", "EMAIL", "Email (2)", "Ｅｍａｉｌ", "Email:", "E-mail\n"])
def test_case_width_blanks_and_the_number_of_a_repeated_header_do_not_matter(header):
    assert personal(header) == "e-mail"


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Age",
        "Status",
        "Location",
        "Device",
        "Language",
        "Country",
        "If you get an e-mail, how do you feel?",
        "If the location is shared, how do you feel?",
        "Name of the hotel",
        "Email notifications_functional",
        "Start time_fun",
        "F01a If the app starts, how do you feel?",
        "2、您的手机号是？",
        "地区",
        "f1_fun",
        "Q1",
        "completeness",
        "您使用的设备",
    ],
)
def test_a_question_is_never_taken_for_a_column_of_the_tool(header):
    assert meta_kind(header) is None
    assert personal(header) is None


def test_no_header_stands_under_two_kinds():
    groups = {kind: names for kind, names in META.items() if isinstance(names, list)} | META["person"]
    listed = [name for names in groups.values() for name in names]
    assert sorted({name for name in listed if listed.count(name) > 1}) == []
    assert set(META["person"]) == set(PERSONAL)
    assert {kind for name in listed if (kind := meta_kind(name))} == {
        "time",
        "duration",
        "language",
        "person",
        "technical",
    }
    assert [name for name in listed if name != name.casefold()] == []
