-- Children who came into care and stayed, whose 20th working day in care lies in the period, with their first health
-- assessment since. Twenty working days are never more than 70 days.
with entered as (
    select child_id, period_id, started, ended, working_day_after(started, 20) as due
    from period_of_care
    cross join period
    cross join choice
    where child_id is not null
        and started >= period.first_day - 70
        and (choice.list8_exclude_short_breaks = 'no' or not short_breaks_only)
)
select
    entered.child_id,
    entered.started as entered_care,
    entered.due,
    min(clah_health_check_date) as assessed
from entered
cross join period
left join ssd_cla_health
    on clah_person_id = entered.child_id
    and clah_health_check_type = 'HEALTH'
    and coalesce(clah_health_check_status, 'COMPLETED') = 'COMPLETED'
    and clah_health_check_date between entered.started and period.last_day
where entered.due between period.first_day and period.last_day and (entered.ended is null or entered.ended > entered.due)
group by entered.child_id, entered.period_id, entered.started, entered.due
