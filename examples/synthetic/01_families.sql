-- How many children come to the authority, and why. A story is one family's way from a referral to its end. It is made
-- backwards: first how it ends and when, in fixed numbers, and from that everything that must have come before.

-- Each kind of story: how many children in a usual year, or how many of them on the inspection day.
create table kind as
select unnest([
    {kind: 'no_action', children: referrals_without_action_a_year, is_open: false, siblings: true, first_year: 1},
    {kind: 'assessed', children: closed_after_assessment_a_year, is_open: false, siblings: true, first_year: 1},
    {kind: 'supported', children: closed_after_support_a_year, is_open: false, siblings: true, first_year: 1},
    {kind: 'need', children: need_plans_ended_a_year, is_open: false, siblings: true, first_year: 1},
    {kind: 'protected', children: protection_plans_ended_a_year, is_open: false, siblings: true, first_year: 1},
    {kind: 'home', children: returned_home_a_year, is_open: false, siblings: true, first_year: 1},
    {kind: 'sixteen', children: left_care_at_16_a_year, is_open: false, siblings: false, first_year: 1},
    {kind: 'eighteen', children: left_care_at_18_a_year, is_open: false, siblings: false, first_year: -1},
    {kind: 'guardianship', children: guardianships_a_year, is_open: false, siblings: true, first_year: 1},
    {kind: 'residence', children: residence_orders_a_year, is_open: false, siblings: true, first_year: 1},
    {kind: 'adopted', children: adoptions_a_year, is_open: false, siblings: false, first_year: 1},
    -- Three in five open assessments are of children who were assessed before and have been supported since.
    {kind: 'open_first', children: open_assessments - open_assessments * 3 // 5, is_open: true, siblings: true,
        first_year: 6},
    {kind: 'open_second', children: open_assessments * 3 // 5, is_open: true, siblings: true, first_year: 6},
    {kind: 'open_need', children: on_need_plan - on_need_plan // 12, is_open: true, siblings: true, first_year: 6},
    {kind: 'open_after_protection', children: on_need_plan // 12, is_open: true, siblings: true, first_year: 6},
    {kind: 'open_protected', children: on_plan - on_plan_and_looked_after, is_open: true, siblings: true,
        first_year: 6},
    {kind: 'open_both', children: on_plan_and_looked_after, is_open: true, siblings: true, first_year: 6},
    {kind: 'open_care', children: looked_after - on_plan_and_looked_after - eligible - new_at_16 - awaiting_adoption,
        is_open: true, siblings: true, first_year: 6},
    {kind: 'open_care_16', children: eligible, is_open: true, siblings: false, first_year: 6},
    {kind: 'open_care_new_16', children: new_at_16, is_open: true, siblings: false, first_year: 6},
    {kind: 'open_adoption', children: awaiting_adoption, is_open: true, siblings: false, first_year: 6}
], recursive := true)
from (
    select *,
        allocated - looked_after - on_plan + on_plan_and_looked_after - on_need_plan as open_assessments,
        eligible // 5 as new_at_16
    from size
);

-- Years run from April to March; year 6 ends on the inspection day. Some years were busier, and one was the pandemic.
-- How many are closed after assessment in year 6 is settled last, by how many assessments that leaves to be authorised.
create table flow as
select kind.kind, kind.is_open, kind.siblings, year.year_no, cast(round(kind.children * case
    when kind.is_open or year.year_no = 6 then 1.0
    when kind.kind = 'protected' then 1.35
    when year.year_no = 4 then 0.9
    else 1.0
end) as integer) as children
from kind
join (select unnest(range(-1, 7)) as year_no) as year on year.year_no >= kind.first_year
where not (kind.kind = 'assessed' and year.year_no = 6);

-- Children become families: twelve families with twenty children, again and again. Siblings share a story.
create macro family_of(number, siblings) as case
    when siblings
        then number // 20 * 12 + [1, 2, 2, 3, 4, 4, 4, 5, 6, 6, 7, 8, 9, 9, 10, 11, 11, 11, 11, 12][number % 20 + 1]
    else number + 1
end;

create macro families_of(flow_table) as table
with family as (
    select kind, is_open, year_no, family_no, cast(count(*) as integer) as children,
        concat_ws('-', kind, year_no, family_no) as story
    from (
        select kind, is_open, year_no, family_of(number, siblings) as family_no
        from query_table(flow_table), unnest(range(children)) as numbers(number)
    )
    group by kind, is_open, year_no, family_no
)
select
    *,
    -- When in the year it ends: spread evenly, with chance inside each slice.
    (row_number() over in_time - chance(story, 'along')) / count(*) over (partition by kind, year_no) as along,
    -- Two ranks that belong to the story; ranks keep shares exact where chance alone would wander.
    (row_number() over by_rank - 0.5) / count(*) over (partition by kind, year_no, children) as rank,
    (row_number() over by_length - 0.5) / count(*) over (partition by kind, year_no, children) as length_rank
from family
window in_time as (partition by kind, year_no order by family_no),
    by_rank as (partition by kind, year_no, children order by chance(story, 'rank'), family_no),
    by_length as (partition by kind, year_no, children order by chance(story, 'length'), family_no);

-- How long an assessment takes in working days: nine in ten are done within 45.
create macro assessment_length(luck) as case
    when luck < 0.02 then 0
    when luck < 0.20 then number_between(1, 15, (luck - 0.02) / 0.18)
    when luck < 0.50 then number_between(16, 35, (luck - 0.20) / 0.30)
    when luck < 0.89 then number_between(36, 45, (luck - 0.50) / 0.39)
    else number_between(46, 75, (luck - 0.89) / 0.11)
end;

-- How many working days ago an assessment began that is still open. Most are on time, and there is a backlog.
create macro assessment_age(luck) as case
    when luck < 0.35 then number_between(0, 15, luck / 0.35)
    when luck < 0.70 then number_between(16, 35, (luck - 0.35) / 0.35)
    when luck < 0.80 then number_between(36, 45, (luck - 0.70) / 0.10)
    else 46 + cast(floor(60 * power((luck - 0.80) / 0.20, 2)) as integer)
end;

-- How long ago a child came into care who is still there: a third within a year, one in four more than three years ago.
create macro care_age(luck) as case
    when luck < 0.18 then number_between(4, 182, luck / 0.18)
    when luck < 0.33 then number_between(183, 365, (luck - 0.18) / 0.15)
    when luck < 0.73 then number_between(366, 1095, (luck - 0.33) / 0.40)
    else number_between(1096, 3000, (luck - 0.73) / 0.27)
end;
