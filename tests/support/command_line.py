"""The command line in this process, and the sample files it is given."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from click.testing import Result

PLAN = str(files("messages.samples") / "khonkaen2" / "plan.xlsx")
OFFICE = str(files("messages.samples") / "khonkaen2" / "office.toml")
FOUR = "1,อบรมครูผู้ช่วย,100,ก\n2,พัฒนาห้องสมุด,200,ข\n3,ตรวจสอบภายใน,300,ค\n"
"""Four projects, in the columns of `csv_plan`."""

Run = Callable[..., Result]


def csv_plan(tmp_path: Path, rows: str) -> Path:
    plan = tmp_path / "plan.csv"
    plan.write_text("ที่,โครงการ,งบประมาณ,กลุ่มผู้รับผิดชอบ\n" + rows, "utf-8")
    return plan
