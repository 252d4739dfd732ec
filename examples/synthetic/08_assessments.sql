-- Assessments, section 47 enquiries, strategy discussions and initial conferences.

-- Some families were assessed in the last days and wait for their plan: their cases are open with neither.
create table awaiting_plan as
select story_no, working_days_after(inspection_day(), -number_between(0, 8, chance(story_no, 'just done'))) as assessed
from story
where kind = 'open_first' and assessment_start < inspection_day() - 25 and born < inspection_day() - 400
qualify row_number() over (order by chance(story_no, 'awaiting'), story_no)
    <= (select greatest(1, round(on_need_plan * 0.03)) from size);

create table assessment as
select story_no, 'first' as which, assessment_start as starts, coalesce(assessed, authorised) as authorised, kind
from story
left join awaiting_plan using (story_no)
where assessment_start <= inspection_day()
union all
select story_no, 'second', second_assessment_start, null, kind
from story
where second_assessment_start is not null;

create table assessment_asked as
select assessment.*, story.person_id, story.referral_id,
    coalesce(assessment.authorised, inspection_day()) as worker_day,
    concat_ws('-', assessment.story_no, assessment.which) as assessment
from assessment
join story using (story_no);

create table ssd_cin_assessments as
select
    cast(4000000 + row_number() over (order by starts, assessment) as varchar) as cina_assessment_id,
    person_id as cina_person_id,
    referral_id as cina_referral_id,
    starts as cina_assessment_start_date,
    case
        when authorised is null then case when chance(assessment, 'seen') < 0.6 then 'Y' end
        when chance(assessment, 'seen') < 0.94 then 'Y'
        when chance(assessment, 'seen') < 0.98 then 'N'
    end as cina_assessment_child_seen,
    at_office_hours(authorised, chance(assessment, 'time')) as cina_assessment_auth_date,
    case when authorised is null then null when kind = 'assessed' then 'Y' else 'N' end as cina_assessment_outcome_nfa,
    '{"OUTCOME_NFA_FLAG": "' || cina_assessment_outcome_nfa || '"}' as cina_assessment_outcome_json,
    team_id as cina_assessment_team,
    professional_id as cina_assessment_worker_id
from worker_on('assessment_asked');

-- What the assessment found, as codes of the children in need census in a JSON list. One in seven forms lacks it.
create table ssd_assessment_factors as
select
    'AF' || cina_assessment_id as cinf_table_id,
    cina_assessment_id as cinf_assessment_id,
    '["' || array_to_string(list_sort(list_distinct([
        pick('3A 3B 4A 4B 4C 1B 2B', chance(cina_assessment_id, 'factor 1')),
        pick('3A 3B 4B 8B 9A 10A 17A 19B', chance(cina_assessment_id, 'factor 2')),
        pick('5A 6A 11A 12A 13A 16A 18B 20', chance(cina_assessment_id, 'factor 3'))
    ][1:number_between(1, 3, chance(cina_assessment_id, 'factors'))])), '", "') || '"]' as cinf_assessment_factors_json
from ssd_cin_assessments
where cina_assessment_auth_date is not null and chance(cina_assessment_id, 'form') < 0.86;

-- The enquiry of the story, and now and then another one while a plan is running.
create table enquiry as
select story_no, 'of story' as which, enquiry_start as starts, enquiry_end as ends,
    protection_start is not null or conference_day is not null as to_conference
from story
where enquiry_start is not null and not (protection_start is not null and chance(story, 'moved in') < 0.025)
union all
select story_no, 'in plan', starts, ends, false
from (
    select *, coalesce(protection_start, plan_start) as plan_from,
        least(case when protection_start is not null then protection_end else plan_end end, inspection_day())
            as plan_to,
        working_day_in(plan_from + 10, plan_to - 20, chance(story, 'enquiry in plan')) as starts,
        working_days_after(starts, number_between(5, 10, chance(story, 'enquiry ends'))) as ends
    from story
    where plan_start is not null or protection_start is not null
)
where plan_to - plan_from > 60 and starts >= window_start()
    and chance(story, 'enquired again') < case when protection_start is not null then 0.12 else 0.04 end;

create table enquiry_asked as
select enquiry.*, story.person_id, story.referral_id, story.referred, story.story,
    cast(5000000 + row_number() over (order by enquiry.starts, enquiry.story_no, enquiry.which) as varchar)
        as enquiry_id,
    coalesce(enquiry.ends, enquiry.starts) as worker_day
from enquiry
join story using (story_no)
where enquiry.starts <= inspection_day();

-- Workers of enquiries and conferences stand there by staff number.
create table ssd_s47_enquiry as
select
    enquiry_id as s47e_s47_enquiry_id,
    referral_id as s47e_referral_id,
    person_id as s47e_person_id,
    at_office_hours(starts, chance(enquiry_id, 'time')) as s47e_s47_start_date,
    ends as s47e_s47_end_date,
    case when ends is null then null when to_conference then 'N' else 'Y' end as s47e_s47_nfa,
    '{"OUTCOME_NFA_FLAG": "' || s47e_s47_nfa || '"}' as s47e_s47_outcome_json,
    team_id as s47e_s47_completed_by_team,
    staff_id as s47e_s47_completed_by_worker_id
from worker_on('enquiry_asked');

create table ext_strategy_discussions as
select
    'SD' || enquiry_id as stra_discussion_id,
    enquiry_id as stra_s47_enquiry_id,
    greatest(referred, working_days_after(starts, case when chance(enquiry_id, 'discussed') < 0.3 then -1 else 0 end))
        as stra_discussion_date
from enquiry_asked
where chance(enquiry_id, 'discussion') < 0.97;

create table conference_asked as
select story.story_no, story.story, story.person_id, story.referral_id, story.conference_day as worker_day,
    enquiry_asked.enquiry_id, enquiry_asked.starts,
    protection_start is not null as to_plan,
    protection_start is not null and enquiry_asked.enquiry_id is null as moved_in,
    cast(5400000 + row_number() over (order by story.conference_day, story.story_no) as varchar) as conference_id
from story
left join enquiry_asked on enquiry_asked.story_no = story.story_no and enquiry_asked.which = 'of story'
where story.conference_day is not null;

create table ssd_initial_cp_conference as
select
    conference_id as icpc_icpc_id,
    'M' || conference_id as icpc_icpc_meeting_id,
    enquiry_id as icpc_s47_enquiry_id,
    person_id as icpc_person_id,
    case when to_plan then cast(5600000 + story_no as varchar) end as icpc_cp_plan_id,
    referral_id as icpc_referral_id,
    case when moved_in then 'Y' else 'N' end as icpc_icpc_transfer_in,
    working_days_after(starts, 15) as icpc_icpc_target_date,
    at_office_hours(worker_day, chance(conference_id, 'time')) as icpc_icpc_date,
    case when to_plan then 'Y' else 'N' end as icpc_icpc_outcome_cp_flag,
    '{"OUTCOME_CP_FLAG": "' || case when to_plan then 'Y' else 'N' end || '"}' as icpc_icpc_outcome_json,
    team_id as icpc_icpc_team,
    staff_id as icpc_icpc_worker_id
from worker_on('conference_asked');
