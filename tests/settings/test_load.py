"""settings.toml is the defaults, and whatever else stands in a file is taken or answered with a clear sentence."""

import tomllib
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.settings import Settings, SettingsError, load_settings
from core.crm.access import Right
from core.crm.people import Role
from tests.project.house import ROOT

SHIPPED = ROOT / "settings.toml"


def load(folder: Path, text: str, **environ: str) -> Settings:
    file = folder / "settings.toml"
    file.write_text(text, encoding="utf-8")
    return load_settings(file, environ)


def refusal(folder: Path, text: str, **environ: str) -> str:
    with pytest.raises(SettingsError) as refused:
        load(folder, text, **environ)
    return str(refused.value)


def plain(value: object) -> object:
    """A default as TOML writes it; rights have no order."""
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, list | tuple | frozenset):
        return sorted(str(one) for one in value)
    return value


def test_the_shipped_file_holds_the_defaults_key_for_key() -> None:
    assert plain(tomllib.loads(SHIPPED.read_text(encoding="utf-8"))) == plain(Settings().model_dump())


def test_the_shipped_file_loads_as_the_defaults(tmp_path: Path) -> None:
    loaded = load(tmp_path, SHIPPED.read_text(encoding="utf-8"))
    beside = {"database": {"url": f"sqlite:///{tmp_path}/var/voronka.sqlite3"}, "files": {"folder": f"{tmp_path}/var/files"}}
    for name in Settings.model_fields:
        if name not in beside:
            assert getattr(loaded, name) == getattr(Settings(), name)
    assert loaded.database.url == beside["database"]["url"]
    assert loaded.files.folder == beside["files"]["folder"]


def test_where_the_file_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings(environ={}).company.name == "Voronka"
    Path("settings.toml").write_text('company.name = "here"')
    assert load_settings(environ={}).company.name == "here"
    Path("other.toml").write_text('company.name = "named"')
    assert load_settings(environ={"VORONKA_SETTINGS": "other.toml"}).company.name == "named"
    Path("third.toml").write_text('company.name = "said"')
    assert load_settings(Path("third.toml"), {"VORONKA_SETTINGS": "other.toml"}).company.name == "said"


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"no\.toml cannot be read: No such file"):
        load_settings(tmp_path / "no.toml", {})
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(environ={"VORONKA_SETTINGS": str(tmp_path)})


def test_paths_are_counted_from_the_file_and_absolute_ones_stay(tmp_path: Path) -> None:
    loaded = load(tmp_path, '[database]\nurl = "sqlite:////srv/crm.sqlite3"\n[files]\nfolder = "kept"')
    assert loaded.database.url == "sqlite:////srv/crm.sqlite3"
    assert loaded.files.folder == str(tmp_path / "kept")


def test_every_mistake_is_told_at_once_with_file_key_given_and_allowed(tmp_path: Path) -> None:
    told = refusal(
        tmp_path,
        """
        [company]
        time_zone = "Moscow/Kremlin"
        currency = "roubles"
        [telegram]
        mode = "pooling"
        polling_seconds = 0
        [limits]
        form_hours = "a day"
        invite_hours = true
        [working_day]
        starts = "nine"
        """,
    ).splitlines()
    assert all(line.startswith(f"{tmp_path}/settings.toml: ") for line in told)
    told = [line.partition(": ")[2] for line in told]
    assert told == [
        'company.time_zone = "Moscow/Kremlin" is not allowed; it must be an IANA time zone such as Europe/Moscow.',
        'company.currency = "roubles" is not allowed; it must be three capital letters (ISO 4217) such as RUB or EUR.',
        'working_day.starts = "nine" is not allowed; it must be a time of day such as "09:00".',
        'telegram.mode = "pooling" is not allowed; it must be one of "polling", "webhook".',
        "telegram.polling_seconds = 0 is not allowed; it must be a whole number from 1 to 50.",
        'limits.form_hours = "a day" is not allowed; it must be a whole number from 1 to 720.',
        "limits.invite_hours = true is not allowed; it must be a whole number from 1 to 8760.",
    ]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ('[company]\nlangage = "ru"', "company.langage is unknown. Did you mean company.language?"),
        ("[limitz]\nform_hours = 3", "limitz is unknown. Did you mean limits?"),
        ("[company]\nform_hours = 3", "company.form_hours is unknown. Did you mean limits.form_hours?"),
        ("[telegram.budgets]\nper_second = 3", "telegram.budgets is unknown. Did you mean telegram.budget?"),
        ("[roles]\nreps = []", "roles.reps is unknown. Did you mean roles.rep?"),
        ("[zzz]\na = 1", "zzz is unknown. Known here: company, working_day, database"),
    ],
)
def test_an_unknown_key_is_answered_with_the_nearest_known(tmp_path: Path, text: str, near: str) -> None:
    assert near in refusal(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('[telegram]\nmode = "webhook"', "needs telegram.webhook.url"),
        ('[telegram.webhook]\nurl = "http://plain.example.com"', "an address that begins with https://"),
        ('[working_day]\nstarts = "18:00"\nends = "09:00"', "starts must come before ends"),
        ('[roles]\nadministrator = ["see_all"]', 'administrator needs the right "administer"'),
        ('[roles]\nrep = ["fly"]', 'roles.rep = "fly" is not allowed; it must be a list, each one of "see_team"'),
        ('[database]\nurl = "mysql://host/crm"', "sqlite:///path/to/file or postgresql://user@host/database"),
        ("telegram = 3", "it must be a section [telegram] with api, mode"),
        ('[telegram]\napi = "ftp://x"', "an address that begins with http:// or https://"),
        ("[telegram.webhook]\nport = 65536", "a whole number from 1 to 65535"),
        ("[company]\nname = 2027-01-02", 'company.name = "2027-01-02"'),
    ],
)
def test_a_bad_value_is_answered_with_what_is_allowed(tmp_path: Path, text: str, word: str) -> None:
    if "2027" in text:
        assert load(tmp_path, text).company.name == "2027-01-02"
    else:
        assert word in refusal(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('[company]\nname = "x', "is not TOML: "),
        ("[company\nname = 1", "line 1"),
        ("[company]\n[company]", "Cannot declare ('company',) twice (at line 2"),
        ("a = 1\na = 2", "Cannot overwrite a value (at "),
    ],
)
def test_what_is_not_toml_is_told_with_its_line(tmp_path: Path, text: str, word: str) -> None:
    assert word in refusal(tmp_path, text)


def test_what_is_not_text_is_told(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(b'company.name = "\xff"')
    with pytest.raises(SettingsError, match="is not UTF-8 text"):
        load_settings(file, {})
    file.write_bytes('\ufeffcompany.name = "Окна"'.encode())
    assert load_settings(file, {}).company.name == "Окна"


@pytest.mark.parametrize(
    ("text", "variable"),
    [
        ('[telegram]\ntoken = "x"', "VORONKA_TELEGRAM_TOKEN"),
        ('[telegram.webhook]\nsecret_token = "x"', "VORONKA_TELEGRAM_TOKEN"),
        ('[telegram]\nwebhook_secret = "hunter2"', "VORONKA_TELEGRAM_WEBHOOK_SECRET"),
        (f'[company]\nname = "12345678:{"a" * 35}"', "VORONKA_TELEGRAM_TOKEN"),
        ('[database]\nurl = "postgresql://crm:hunter2@host/crm"', "VORONKA_DATABASE_URL"),
        ('[database]\npassword = "hunter2"', "VORONKA_DATABASE_URL"),
    ],
)
def test_a_secret_in_the_file_is_refused_and_not_repeated(tmp_path: Path, text: str, variable: str) -> None:
    told = refusal(tmp_path, text)
    assert f"set {variable} in the environment" in told
    assert "hunter2" not in told
    assert "a" * 35 not in told


def test_the_environment_names_the_database(tmp_path: Path) -> None:
    url = "postgresql://crm:hunter2@db.example.com/crm"
    assert load(tmp_path, "", VORONKA_DATABASE_URL=url).database.url == url
    told = refusal(tmp_path, "", VORONKA_DATABASE_URL="mysql://crm:hunter2@host/crm")
    assert told == "VORONKA_DATABASE_URL in the environment must be sqlite:///path/to/file or postgresql://user@host/database"


def test_rights_by_role() -> None:
    assert Settings().rights()[Role.ADMINISTRATOR] == frozenset(Right)
    assert Settings().rights()[Role.REP] == frozenset()
    assert Settings().rights().keys() == set(Role)


def test_one_role_may_be_changed_alone(tmp_path: Path) -> None:
    rights = load(tmp_path, '[roles]\nrep = ["export"]').rights()
    assert rights["rep"] == {Right.EXPORT}
    assert rights["administrator"] == frozenset(Right)


def complaint(file: Path) -> str:
    """Empty where the file loads."""
    try:
        load_settings(file, {})
    except SettingsError as refused:
        return str(refused)
    return ""


@given(text=st.text(max_size=200))
def test_any_text_loads_or_is_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.mktemp("any") / "settings.toml"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    told = complaint(file)
    assert not told or str(file) in told


TOML_VALUES = st.sampled_from(
    ['"x"', "3", "-1", "1e400", "nan", "true", "[]", "{}", '["a"]', "2027-01-01", '"\\u0000"', "99999999999999999999"]
)
KNOBS = st.sampled_from(
    ["company.name", "telegram", "telegram.webhook.port", "roles.rep", "working_day.days", "database.url", "a.b.c", "log"]
)


@given(knob=KNOBS, value=TOML_VALUES)
def test_any_value_of_any_knob_loads_or_is_refused(tmp_path_factory: pytest.TempPathFactory, knob: str, value: str) -> None:
    file = tmp_path_factory.mktemp("knob") / "settings.toml"
    file.write_text(f"{knob} = {value}")
    told = complaint(file)
    assert not told or knob.partition(".")[0] in told
