-- Teams, the people in them, and who worked with which child from when to when.

-- A desk is a caseload. Teams are of eight desks or fewer.
create table desk as
select sort, number, 1 + (number - 1) // 8 as team_number
from (
    select unnest([
        {sort: 'assessment', desks: assessment_workers}, {sort: 'family', desks: family_workers},
        {sort: 'care', desks: care_workers}, {sort: 'leaving', desks: personal_advisers},
        {sort: 'reviewing', desks: reviewing_officers}
    ], recursive := true)
    from size
), unnest(range(1, desks + 1)) as numbers(number);

create table team as
select cast(500 + row_number() over (order by rank, sort, team_number) as varchar) as team_id, *
from (
    select 0 as rank, 'hub' as sort, 1 as team_number, 'Multi-Agency Safeguarding Hub' as name, 'Front door' as parent
    union all
    select distinct 1, sort, team_number, case sort
        when 'assessment' then 'Assessment Team ' when 'family' then 'Family Support and Protection Team '
        when 'care' then 'Children Looked After Team ' when 'leaving' then 'Leaving Care Team '
        else 'Independent Reviewing Service ' end || team_number, 'Children''s social care'
    from desk
    union all
    -- The case system also holds teams outside social care.
    select 2, 'other', number, pick_from(
        ['Health Visiting Team ', 'School ', 'Youth Service ', 'Children''s Centre ', 'CAMHS Team '],
        chance(number, 'other team')
    ) || number, 'Partners'
    from size, unnest(range(1, professionals // 13 + 2)) as numbers(number)
);

create table ssd_department as
select team_id as dept_team_id, name as dept_team_name,
    cast(case parent when 'Front door' then 11 when 'Partners' then 13 else 12 end as varchar) as dept_team_parent_id,
    parent as dept_team_parent_name
from team;

-- People sit at a desk for a year or three, and the next one takes over the caseload.
create table desk_holder as
with turn as (
    select desk.sort, desk.number, team.team_id, turn,
        chance(concat_ws('-', desk.sort, desk.number, turn), 'turn') as luck,
        date '2006-01-01' + cast(floor(700 * (turn + 0.8 * luck)) as integer) as from_day
    from desk
    join team using (sort, team_number), unnest(range(0, 10)) as turns(turn)
)
select *,
    lead(from_day) over (partition by sort, number order by from_day) as to_day,
    row_number() over (order by sort, number, from_day) as professional_no
from turn;

create table worker as
select professional_no, sort, team_id,
    cast(600000 + professional_no as varchar) as professional_id,
    'ST' || lpad(cast(professional_no as varchar), 6, '0') as staff_id,
    -- There are 4,800 pairs of a forename and a surname; walking through them in big steps, nobody shares a name.
    professional_no * 7919 % 4800 as pair,
    forename_of(case when pair % 80 < 40 then 'F' else 'M' end, (pair % 40 + 0.5) / 40) || ' '
        || surname_of((pair // 80 + 0.5) / 60) as name
from (
    select professional_no, sort, team_id from desk_holder
    union all
    select (select count(*) from desk_holder) + number, 'other', team.team_id
    from size, unnest(range(1, greatest(20, professionals - (select count(*) from desk_holder)) + 1)) as numbers(number)
    join team on team.sort = 'other'
        and team.team_number = 1 + number % (select count(*) from team where sort = 'other')
);

create table ssd_professionals as
select
    professional_id as prof_professional_id,
    staff_id as prof_staff_id,
    worker.name as prof_professional_name,
    case when worker.sort in ('assessment', 'family', 'care', 'reviewing')
        then 'SW9' || lpad(cast(professional_no as varchar), 6, '0') end as prof_social_worker_registration_no,
    cast(null as varchar) as prof_agency_worker_flag,
    case worker.sort
        when 'leaving' then 'Personal Adviser'
        when 'reviewing' then 'Independent Reviewing Officer'
        when 'other' then pick_from(['Health Visitor', 'Teacher', 'Youth Worker'], chance(professional_no, 'job'))
        else pick_from(['Social Worker', 'Social Worker', 'Senior Social Worker'], chance(professional_no, 'job'))
    end as prof_professional_job_title,
    case when worker.sort in ('assessment', 'family', 'care')
        then number_between(8, 22, chance(professional_no, 'caseload')) end as prof_professional_caseload,
    team.name as prof_professional_department,
    pick_from([1.0, 1.0, 1.0, 0.8, 0.6], chance(professional_no, 'full time')) as prof_full_time_equivalency
from worker
join team using (team_id);

-- Who holds a case. The assessment team has it from the referral, a family team from the plan or the conference, and
-- the care team from some weeks after care began. Cases go round the desks of a team in turn, siblings together.
create table case_phase as
with handed_over as (
    select *,
        least(protection_start, plan_start, care_start + 28) as leaves_assessment,
        care_start + 28 as joins_care,
        coalesce(closed, date '9999-12-31') as leaves
    from (select * replace (case when care_start + 28 <= inspection_day() then care_start end as care_start) from story)
)
select person_id, story_no, story, 'assessment' as sort, referred as starts,
    least(coalesce(leaves_assessment, leaves), leaves) as ends
from handed_over
where coalesce(leaves_assessment, leaves) > referred or leaves = referred
union all
select person_id, story_no, story, 'family', leaves_assessment, least(joins_care, leaves)
from handed_over
where leaves_assessment < least(coalesce(joins_care, leaves), leaves)
union all
select person_id, story_no, story, 'care', joins_care, leaves
from handed_over
where joins_care < leaves;

create table case_work as
with seated as (
    select case_phase.*,
        1 + dense_rank() over (partition by case_phase.sort order by starts, story) % desks.desks as number
    from case_phase
    join (select sort, max(number) as desks from desk group by sort) as desks using (sort)
    where starts <= inspection_day()
)
select
    seated.person_id, seated.story_no, seated.sort, desk_holder.professional_no, desk_holder.team_id,
    greatest(seated.starts, desk_holder.from_day) as starts,
    nullif(least(seated.ends, coalesce(desk_holder.to_day, date '9999-12-31')), date '9999-12-31') as ends
from seated
join desk_holder
    on desk_holder.sort = seated.sort and desk_holder.number = seated.number
    and desk_holder.from_day <= seated.ends and (desk_holder.to_day is null or desk_holder.to_day > seated.starts)
where desk_holder.from_day <= inspection_day() and (greatest(seated.starts, desk_holder.from_day) < seated.ends
    or seated.starts = seated.ends and desk_holder.from_day <= seated.starts);

-- The worker of a story on a day is the one who had it last by then.
create macro worker_on(work_table) as table
select asked.*, worker.professional_id, worker.staff_id, worker.name as worker_name, case_work.team_id
from query_table(work_table) as asked
asof left join case_work on case_work.story_no = asked.story_no and case_work.starts <= asked.worker_day
left join worker on worker.professional_no = case_work.professional_no;
