"""What the tests' projects are known by: never their numbers, so that the one taken for the other is seen."""

from __future__ import annotations

from messages.project import PlannedProject
from storage.records import Project


def project_id(no: int) -> int:
    return no + 1_000


def kept(project: PlannedProject) -> Project:
    """A project as a sheet tells it, as it is kept."""
    return Project(
        no=project.no,
        name=project.name,
        budget=project.budget,
        group=project.group,
        fund=project.fund,
        heading=project.heading,
        plan=project.plan,
        details=project.details,
        id=project_id(project.no),
    )
