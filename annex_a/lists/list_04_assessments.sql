-- Every assessment authorised in the six months before the inspection, and every assessment still open.
with assessment as (
    select ssd_cin_assessments.*, known(cina_assessment_auth_date, inspection.day) as authorised
    from ssd_cin_assessments
    cross join inspection
)
select
    assessment.cina_assessment_id as assessment_id,
    assessment.cina_person_id as child_id,
    child.gender,
    child.ethnicity,
    child.date_of_birth,
    child.age,
    child.disability,
    assessment.cina_assessment_start_date as assessment_start_date,
    coalesce(assessment.cina_assessment_child_seen, 'U') as assessment_child_seen,
    assessment.authorised as assessment_auth_date,
    -- No further action after the assessment means that support was not required.
    case
        when assessment.authorised is null then null
        when assessment.cina_assessment_outcome_nfa = 'Y' then 'N'
        when assessment.cina_assessment_outcome_nfa = 'N' then 'Y'
        else assessment.cina_assessment_outcome_nfa
    end as assessment_support_required,
    team_name(assessment.cina_assessment_team) as allocated_team,
    worker_name(assessment.cina_assessment_worker_id) as allocated_worker,
    case
        when assessment.cina_person_id is null then 'no child recorded'
        when assessment.cina_assessment_start_date is null then 'no start date'
        when assessment.cina_assessment_start_date > inspection.day then 'after the inspection day'
        when assessment.authorised < inspection.events_from then 'authorised before the window'
    end as left_out,
    assessment.cina_assessment_id as raw_key
from assessment
left join child on child.child_id = assessment.cina_person_id
cross join inspection
