-- Early help assessments in the six months before the inspection, and early help still going on.
with early_help as (
    select
        'ext_early_help_assessments' as raw_table,
        ehas_assessment_id as raw_key,
        'assessment ' || ehas_assessment_id as early_help_id,
        ehas_person_id as child_id,
        ehas_start_date as started,
        ehas_end_date as ended,
        ehas_organisation as organisation,
        choice.early_help_cohort = 'episodes' as not_this_cohort
    from ext_early_help_assessments
    cross join choice
    union all
    select
        'ssd_early_help_episodes',
        earl_episode_id,
        'episode ' || earl_episode_id,
        earl_person_id,
        earl_episode_start_date,
        earl_episode_end_date,
        earl_episode_organisation,
        choice.early_help_cohort = 'assessments'
    from ssd_early_help_episodes
    cross join choice
)
select
    early_help.early_help_id,
    early_help.child_id,
    child.gender,
    child.ethnicity,
    child.date_of_birth,
    child.age,
    early_help.started as eh_start_date,
    known(early_help.ended, inspection.day) as eh_end_date,
    early_help.organisation as eh_organisation,
    case
        when early_help.child_id is null then 'no child recorded'
        when early_help.not_this_cohort then 'not the early help this authority lists'
        when early_help.started is null then 'no start date'
        when early_help.started > inspection.day then 'after the inspection day'
        when early_help.ended < inspection.events_from then 'ended before the window'
    end as left_out,
    early_help.raw_table,
    early_help.raw_key
from early_help
left join child on child.child_id = early_help.child_id
cross join inspection
