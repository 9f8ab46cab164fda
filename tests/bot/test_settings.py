"""The environment, read once and refused with one sentence."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from bot.settings import SettingsRefused, read_moment, read_settings, resolve, share_clock

KEY = "a key of these tests, which opens nothing in life"


def env(tmp_path: Path, **values: str) -> dict[str, str]:
    return {"DATABASE_URL": f"sqlite:///{tmp_path / 'tanrob.db'}", **values}


def test_the_defaults_are_those_of_the_interfaces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = read_settings({})
    assert found.database_url == "sqlite:///tanrob.db"
    assert found.line_api_base == "https://api.line.me"
    assert found.photos == (tmp_path / "photos").as_uri()
    assert found.public_url == "http://127.0.0.1:8000"
    assert (found.now, found.log) == (None, "text")


def test_a_key_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    first = read_settings(env(tmp_path)).secret_key
    assert read_settings(env(tmp_path)).secret_key == first
    assert stat.S_IMODE((tmp_path / "tanrob.db.key").stat().st_mode) == 0o600


def test_the_key_is_never_printed(tmp_path: Path) -> None:
    found = read_settings(env(tmp_path, TANROB_SECRET_KEY=KEY))
    assert KEY not in repr(found)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TANROB_NWO", "2021-03-15T09:00"),
        ("TANROB_LOG", "xml"),
        ("TANROB_PUBLIC_URL", "localhost:8000"),
        ("TANROB_PHOTOS", "/srv/photos"),
        ("TANROB_PHOTOS", "file://photos"),
        ("TANROB_PHOTOS", "s3://"),
        ("TANROB_PHOTOS", "https://photos.example.org"),
        ("LINE_API_BASE", "ftp://x"),
        ("DATABASE_URL", "mysql://x/y"),
        ("DATABASE_URL", "postgresql://u@h/db"),
        ("TANROB_SECRET_KEY", "a"),
        ("TANROB_SECRET_KEY", KEY[:31]),
    ],
)
def test_a_wrong_value_names_its_variable(tmp_path: Path, name: str, value: str) -> None:
    expected = "TANROB_SECRET_KEY" if value.startswith("postgresql") else name
    with pytest.raises(SettingsRefused, match=expected):
        read_settings(env(tmp_path, **{name: value}))


def test_a_key_file_that_was_cut_off_is_no_key(tmp_path: Path) -> None:
    (tmp_path / "tanrob.db.key").write_text("")
    with pytest.raises(SettingsRefused, match=r"tanrob\.db\.key"):
        read_settings(env(tmp_path))


def test_a_key_file_others_could_read_is_its_owners_alone_from_now_on(tmp_path: Path) -> None:
    kept = tmp_path / "tanrob.db.key"
    kept.write_text(KEY)
    kept.chmod(0o644)
    assert read_settings(env(tmp_path)).secret_key == KEY
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


@pytest.mark.parametrize("around", ["{}\r\n", "  {} ", '"{}"', "\ufeff{}", "\u200b{}\u200b", "'{}' \n", "“{}”"])
def test_what_is_pasted_around_a_value_is_no_part_of_it(tmp_path: Path, around: str) -> None:
    pasted = {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'tanrob.db'}",
        "TANROB_SECRET_KEY": KEY,
        "TANROB_PUBLIC_URL": "https://tanrob.example.org",
        "LINE_API_BASE": "http://127.0.0.1:9",
    }
    assert read_settings({name: around.format(value) for name, value in pasted.items()}) == read_settings(pasted)


def test_photos_are_kept_beside_the_database(tmp_path: Path) -> None:
    beside = read_settings({"DATABASE_URL": f"sqlite:///{tmp_path}/ข้อมูล 1/tanrob.db", "TANROB_SECRET_KEY": KEY})
    assert beside.photos == (tmp_path / "ข้อมูล 1" / "photos").as_uri()


def test_photos_beside_postgres_are_kept_in_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = read_settings({"DATABASE_URL": "postgresql://u@h/db", "TANROB_SECRET_KEY": KEY})
    assert found.photos == (tmp_path / "photos").as_uri()


@pytest.mark.parametrize("url", ["file:///srv/photos", "s3://photos", "s3://photos/of/tanrob"])
def test_photos_are_kept_where_the_administrator_says(tmp_path: Path, url: str) -> None:
    assert read_settings(env(tmp_path, TANROB_PHOTOS=url)).photos == url


def test_a_pretended_clock_needs_a_simulated_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused, match="TANROB_NOW"):
        read_settings(env(tmp_path, TANROB_NOW="2021-03-15T09:00+07:00"))
    found = read_settings(env(tmp_path, TANROB_NOW="2021-03-15T09:00", LINE_API_BASE="http://127.0.0.1:9"))
    assert found.now is not None
    assert found.now.start.isoformat() == "2021-03-15T09:00:00+07:00"


def test_processes_started_later_run_on_the_same_pretended_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = env(tmp_path, TANROB_NOW="2021-03-15T09:00+07:00", LINE_API_BASE="http://127.0.0.1:9")
    for name, value in here.items():
        monkeypatch.setenv(name, value)
    first = read_settings()
    share_clock(first)
    assert read_settings().now == first.now


@pytest.mark.parametrize("moment", ["tomorrow", "9999-12-31T23:59", "0001-01-01", "2565-02-29", "1999-12-31"])
def test_a_moment_that_is_none_is_refused(tmp_path: Path, moment: str) -> None:
    with pytest.raises(SettingsRefused, match="TANROB_NOW"):
        read_settings(env(tmp_path, TANROB_NOW=moment, LINE_API_BASE="http://127.0.0.1:9"))


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2564-03-15T09:00", "2021-03-15T09:00:00+07:00"),
        (" 2564-03-15T09:00+07:00", "2021-03-15T09:00:00+07:00"),
        ("2567-02-29", "2024-02-29T00:00:00+07:00"),
        ("2021-03-15T02:00Z", "2021-03-15T02:00:00+00:00"),
    ],
)
def test_a_moment_is_understood_in_either_era(typed: str, moment: str) -> None:
    assert read_moment(typed, "--at").isoformat() == moment


def test_secrets_are_found_in_the_environment_in_a_file_or_as_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_SECRET", "'from env'\r")
    (tmp_path / "token").write_text("\ufefffrom file\r\n")
    assert resolve("env:A_SECRET") == "from env"
    assert resolve(f"file:{tmp_path / 'token'}") == "from file"
    assert resolve(" itself\u200b") == "itself"


@pytest.mark.parametrize("reference", ["env:NOT_SET_ANYWHERE", "file:/no/such/file"])
def test_a_secret_that_is_not_there_is_named(reference: str) -> None:
    with pytest.raises(SettingsRefused, match=reference.partition(":")[2]):
        resolve(reference)


@pytest.mark.parametrize("kind", ["env:", "file:", "env: "])
@pytest.mark.parametrize("secret", ["0123456789abcdef0123456789abcdef", "eyJhbGciOiJIUzI1NiJ9" * 8, "aB3+/" * 30 + "="])
def test_a_secret_written_where_its_name_belongs_is_not_quoted(kind: str, secret: str) -> None:
    with pytest.raises(SettingsRefused) as refused:
        resolve(f"{kind}{secret}")
    assert secret not in str(refused.value)


@pytest.mark.parametrize("name", ["TANROB_SECRET_KEY", "DATABASE_URL"])
def test_a_value_that_is_no_text_is_refused_and_not_quoted(tmp_path: Path, name: str) -> None:
    value = f"sqlite:///{tmp_path}/\udcffa value of many letters, of which one is none"
    with pytest.raises(SettingsRefused, match=name) as refused:
        read_settings({"DATABASE_URL": f"sqlite:///{tmp_path / 'tanrob.db'}", name: value})
    assert "many letters" not in str(refused.value)
