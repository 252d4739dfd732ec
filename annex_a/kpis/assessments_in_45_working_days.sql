-- Assessments authorised in the period, with the working days that each took from the referral that led to it. Only the
-- first assessment of a referral is led to by it; a later one in an open case counts from its own start.
with lately_assessed as (
    select cina_person_id as child_id
    from ssd_cin_assessments
    cross join period
    where cina_assessment_auth_date >= period.first_day
),
begun as (
    select
        cina_assessment_id as assessment_id,
        cina_person_id as child_id,
        cina_assessment_start_date as started,
        cina_assessment_auth_date as authorised,
        named.cine_referral_id as referral_id,
        named.cine_referral_date as referred
    from ssd_cin_assessments
    semi join lately_assessed on lately_assessed.child_id = cina_person_id
    left join ssd_cin_episodes as named on named.cine_referral_id = cina_referral_id
),
taken_further as (
    select cine_person_id as child_id, cine_referral_id as referral_id, cine_referral_date as referred
    from ssd_cin_episodes
    semi join lately_assessed on lately_assessed.child_id = cine_person_id
    where coalesce(cine_referral_nfa, 'N') <> 'Y' and cine_referral_date is not null
),
led_to as (
    select
        begun.assessment_id,
        begun.child_id,
        begun.started,
        begun.authorised,
        coalesce(begun.referral_id, taken_further.referral_id) as referral_id,
        case when begun.referral_id is null then taken_further.referred else begun.referred end as referred
    from begun
    asof left join taken_further
        on taken_further.child_id = begun.child_id and taken_further.referred <= begun.started
),
counted as (
    select
        *,
        case
            when row_number() over (partition by child_id, referral_id order by started, assessment_id) = 1
                then least(referred, started)
            else started
        end as counted_from
    from led_to
)
select child_id, started, authorised, working_days_between(counted_from, authorised) as working_days
from counted
cross join period
where authorised between period.first_day and period.last_day
