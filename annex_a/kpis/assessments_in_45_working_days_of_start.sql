-- Assessments authorised in the period, with the working days that each took.
select
    cina_person_id as child_id,
    cina_assessment_start_date as started,
    cina_assessment_auth_date as authorised,
    working_days_between(cina_assessment_start_date, cina_assessment_auth_date) as working_days
from ssd_cin_assessments
cross join period
where cina_person_id is not null and cina_assessment_auth_date between period.first_day and period.last_day
