"""A form of one id and version never changes."""

from __future__ import annotations

import pytest

from storage.errors import FormChanged
from storage.work import OfficeStorage
from tests.storage.samples import changing


def test_a_form_comes_back(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.forms.keep("table", 1, "title = 'ตาราง'")
        assert work.forms.source("table", 1) == "title = 'ตาราง'"


def test_a_form_not_kept_is_none(office: OfficeStorage) -> None:
    with office.reading() as work:
        assert work.forms.source("table", 1) is None


def test_the_same_form_is_kept_again_quietly(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.forms.keep("table", 1, "source")
        work.forms.keep("table", 1, "source")
        assert work.forms.source("table", 1) == "source"


def test_a_changed_form_of_the_same_version_is_refused(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.forms.keep("table", 1, "source")
        with pytest.raises(FormChanged):
            work.forms.keep("table", 1, "another source")


def test_a_form_of_which_a_comment_changed_is_the_same_and_stays_as_it_was(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.forms.keep("table", 1, "# REPORT_FORMATS\ntitle = 'ตาราง'")
        work.forms.keep("table", 1, '# report-formats.md\ntitle = "ตาราง"\n')
        assert work.forms.source("table", 1) == "# REPORT_FORMATS\ntitle = 'ตาราง'"


def test_a_form_of_which_a_word_changed_is_refused(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.forms.keep("table", 1, "title = 'ตาราง'")
        with pytest.raises(FormChanged):
            work.forms.keep("table", 1, "title = 'ตารางใหม่'")


def test_versions_stand_beside_each_other(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.forms.keep("table", 1, "source")
        work.forms.keep("table", 2, "another source")
        assert (work.forms.source("table", 1), work.forms.source("table", 2)) == ("source", "another source")
