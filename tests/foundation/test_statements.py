"""Which statements make something else where what they name is another, and which of them are asked for."""

from __future__ import annotations

from readiness.foundation.statements import made_otherwise, named_by

SQL = """
-- Says nothing of a person.
create table team as select * from department;
create view adult as select * from Person where age > 17;
create macro grown(id) as exists (select * from ADULT where adult.id = id);
create table plan as select * from enquiry;
"""


def test_what_rests_on_another_relation_is_another_too_and_comments_name_nothing() -> None:
    statements, others = made_otherwise(SQL, {"person"})
    assert [statement.makes for statement in statements] == ["adult", "grown"]
    assert others == {"person", "adult", "grown"}


def test_where_nothing_is_another_nothing_is_made() -> None:
    assert made_otherwise(SQL, set()) == ([], set())


def test_all_is_made_where_a_statement_does_not_make_just_one_thing_and_all_that_it_names_may_be_another() -> None:
    (statement,), others = made_otherwise(f"{SQL} insert into plan from person;", {"person"})
    assert "create table team" in statement.text
    assert others >= {"person", "team", "plan", "enquiry"}
    assert named_by("select 1", [statement]) == [statement]


def test_what_is_asked_for_is_made_with_all_it_rests_on_in_its_order() -> None:
    statements, _ = made_otherwise(SQL, {"person", "enquiry"})
    assert [statement.makes for statement in named_by("select Grown(1)", statements)] == ["adult", "grown"]
    assert [statement.makes for statement in named_by("from plan", statements)] == ["plan"]
    assert not named_by("from team", statements)
