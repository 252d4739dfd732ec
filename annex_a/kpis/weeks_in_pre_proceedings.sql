-- Pre-proceedings that ended in the period, by a decision to step down or issue or by an application to court.
select child_id, started, ended
from (
    select
        prep_person_id as child_id,
        prep_pre_pro_start_date as started,
        least(prep_agree_stepdown_issue_date, prep_court_app_date) as ended
    from ssd_pre_proceedings
    where prep_person_id is not null
)
cross join period
where started is not null and ended between period.first_day and period.last_day
