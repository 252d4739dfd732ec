-- Child protection plans and child in need plans, the visits under them and the review conferences.

create macro category_of(luck) as pick_from(
    ['Neglect', 'Neglect', 'Neglect', 'Neglect', 'Emotional Abuse', 'Emotional Abuse', 'Emotional Abuse',
        'Emotional Abuse', 'Physical Abuse', 'Physical Abuse', 'Sexual Abuse', 'Multiple'],
    luck
);

create table ssd_cp_plans as
select
    cast(5600000 + story.story_no as varchar) as cppl_cp_plan_id,
    story.referral_id as cppl_referral_id,
    conference.icpc_icpc_id as cppl_icpc_id,
    story.person_id as cppl_person_id,
    story.protection_start as cppl_cp_plan_start_date,
    story.protection_end as cppl_cp_plan_end_date,
    'N' as cppl_cp_plan_ola,
    category as cppl_cp_plan_initial_category,
    -- One in eight plans is about something else after a while.
    case when story.protection_start < inspection_day() - 120 and chance(story.story, 'new category') < 0.12
        then category_of(chance(story.story, 'latest category')) else category end as cppl_cp_plan_latest_category
from (select *, category_of(chance(story, 'category')) as category from story) as story
left join ssd_initial_cp_conference as conference
    on conference.icpc_cp_plan_id = cast(5600000 + story.story_no as varchar)
where story.protection_start is not null;

-- The visits of a spell, counted back from the last one, a step of days apart.
create macro visits_of(spell_table) as table
select spell, person_id, born, visit_no, day
from (
    select *,
        number_between(0, 2, chance(concat_ws('-', spell, visit_no), 'visit')) as early,
        case when visit_no = 0 then last_day else on_or_before(last_day - visit_no * step - early) end as day
    from query_table(spell_table),
        (select cast(unnest(range(0, (last_day - first_day) // step + 1)) as integer) as visit_no) as visits
)
where day between greatest(first_day, window_start()) and last_day;

-- All but one child in twenty on a plan are seen within ten working days; those not were on the plan for long enough.
create table protection_spell as
select
    concat_ws('-', 'cp', story_no) as spell, story_no, person_id, born, protection_start as first_day,
    number_between(11, 14, chance(story, 'step')) as step,
    greatest(protection_start, case
        when protection_end is not null
            then working_days_after(protection_end, -number_between(0, 8, chance(story_no, 'last visit')))
        when late_turn <= (select round(on_plan * 0.047) from size)
            then working_days_after(inspection_day(), -number_between(11, 24, chance(story_no, 'last visit')))
        else working_days_after(inspection_day(), -number_between(0, 9, chance(story_no, 'last visit')))
    end) as last_day
from (
    select *, case when protection_end is null then row_number() over (
        partition by protection_end is null
        order by protection_start > inspection_day() - 60, chance(story_no, 'not visited'), story_no
    ) end as late_turn
    from story
    where protection_start is not null
);

-- The latest visit saw the child; of the others one in twenty-five did not. Older children are seen alone.
create table ssd_cp_visits as
select
    cast(5800000 + row_number() over (order by day, spell) as varchar) as cppv_cp_visit_id,
    person_id as cppv_person_id,
    cast(5600000 + cast(split_part(spell, '-', 2) as integer) as varchar) as cppv_cp_plan_id,
    at_office_hours(day, chance(visit, 'time')) as cppv_cp_visit_date,
    seen as cppv_cp_visit_seen,
    case when seen = 'Y' and chance(visit, 'alone') < case when day - born > 1500 then 0.75 else 0.25 end
        then 'Y' else 'N' end as cppv_cp_visit_seen_alone,
    case when chance(visit, 'bedroom') < 0.4 then 'Y' else 'N' end as cppv_cp_visit_bedroom
from (
    select *, concat_ws('-', spell, visit_no) as visit,
        case when visit_no > 0 and chance(concat_ws('-', spell, visit_no), 'seen') < 0.04 then 'N' else 'Y' end as seen
    from visits_of('protection_spell')
);

-- The first review is held within three months of the conference, the others within six of the one before.
create table ssd_cp_reviews as
select
    cast(5700000 + row_number() over (order by day, story_no) as varchar) as cppr_cp_review_id,
    person_id as cppr_person_id,
    cast(5600000 + story_no as varchar) as cppr_cp_plan_id,
    case review_no when 8 then day + 7 else protection_start + 88 + 169 * (review_no - 1) end as cppr_cp_review_due,
    day as cppr_cp_review_date,
    'M' || cast(5700000 + story_no as varchar) || '-' || review_no as cppr_cp_review_meeting_id,
    case when day = protection_end then 'N' else 'Y' end as cppr_cp_review_outcome_continue_cp,
    case when chance(story_no, 'quorate') < 0.95 then 'Y' else 'N' end as cppr_cp_review_quorate,
    'PN' || number_between(0, 7, chance(concat_ws('-', story_no, review_no), 'part')) as cppr_cp_review_participation
from (
    -- One in thirty is late. The review that ends a plan is held on its last day.
    select *, on_or_before(protection_start + 88 + 169 * (review_no - 1) + case
        when chance(concat_ws('-', story_no, review_no), 'late') < 0.034
            then number_between(5, 45, chance(story_no, 'review'))
        else -number_between(0, 11, chance(concat_ws('-', story_no, review_no), 'review'))
    end) as day
    from story, (select cast(unnest(range(1, 8)) as integer) as review_no) as reviews
    where protection_start is not null
    union all by name
    select *, 8 as review_no, protection_end as day from story where protection_end - protection_start > 95
)
where day between window_start() and inspection_day() and day > protection_start
    and (protection_end is null or day < protection_end - 20 or review_no = 8)
    -- Of the plans that run on, one in twenty has missed its latest review.
    and not (protection_end is null and day > inspection_day() - 190 and chance(story, 'overdue') < 0.05);

create table plan_asked as
select *, coalesce(plan_end, inspection_day()) as worker_day from story where plan_start is not null;

create table ssd_cin_plans as
select
    cast(6000000 + story_no as varchar) as cinp_cin_plan_id,
    referral_id as cinp_referral_id,
    person_id as cinp_person_id,
    plan_start as cinp_cin_plan_start_date,
    plan_end as cinp_cin_plan_end_date,
    team_id as cinp_cin_plan_team,
    professional_id as cinp_cin_plan_worker_id
from worker_on('plan_asked');

-- Every visit note is in one table: visits for assessments, while a family is supported, and under a child in need
-- plan. Five in six children on a plan are seen within four weeks of the inspection; those who were not had a plan for
-- long.
create table need_spell as
select
    concat_ws('-', 'plan', story_no) as spell, person_id, born, plan_start as first_day,
    number_between(22, 30, chance(story, 'step')) as step,
    greatest(plan_start, case
        when plan_end is not null
            then working_days_after(plan_end, -number_between(0, 14, chance(story_no, 'last visit')))
        when late_turn <= (select round(on_need_plan * 0.16) from size)
            then working_days_after(inspection_day(), -number_between(21, 48, chance(story_no, 'last visit')))
        else working_days_after(inspection_day(), -number_between(0, 19, chance(story_no, 'last visit')))
    end) as last_day
from (
    select *, case when plan_end is null then row_number() over (
        partition by plan_end is null
        order by plan_start > inspection_day() - 90, chance(story_no, 'not visited'), story_no
    ) end as late_turn
    from story
    where plan_start is not null
)
union all
select
    concat_ws('-', 'support', story_no), person_id, born, authorised + 7, number_between(26, 40, chance(story, 'step')),
    working_days_after(coalesce(second_assessment_start, closed),
        -number_between(1, 10, chance(story_no, 'last support')))
from story
where kind in ('supported', 'open_second')
union all
select
    concat_ws('-', 'assess', assessment, visit_no), person_id, null, starts, 1000,
    working_days_after(starts, case visit_no
        when 1 then number_between(1, 8, chance(assessment, 'first visit'))
        when 2 then number_between(10, 20, chance(assessment, 'second visit'))
        else number_between(24, 34, chance(assessment, 'third visit'))
    end)
from assessment_asked, unnest(range(1, 4)) as visits(visit_no)
where (visit_no < 3 or chance(assessment, 'three visits') < 0.3)
    and working_days_after(starts, case visit_no when 1 then 8 when 2 then 20 else 34 end) <= worker_day;

create table ssd_cin_visits as
select
    cast(6200000 + row_number() over (order by day, visit) as varchar) as cinv_cin_visit_id,
    person_id as cinv_person_id,
    at_office_hours(day, chance(visit, 'time')) as cinv_cin_visit_date,
    seen as cinv_cin_visit_seen,
    case when seen = 'N' then 'N' when chance(visit, 'alone') < 0.5 then 'Y'
        when chance(visit, 'alone') < 0.95 then 'N' end as cinv_cin_visit_seen_alone,
    case when chance(visit, 'bedroom') < 0.3 then 'Y' else 'N' end as cinv_cin_visit_bedroom
from (
    select *, concat_ws('-', spell, visit_no) as visit,
        case when visit_no > 0 and chance(concat_ws('-', spell, visit_no), 'seen') < 0.04 then 'N' else 'Y' end as seen
    from visits_of('need_spell')
);
