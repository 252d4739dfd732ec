-- How days are reckoned, for every query. The bank holidays of England are in the relation bank_holiday.

-- Working days after the first day, up to and with the last. Bank holidays do not count, unless the choice says so.
create table day_off as
select list(bank_holiday.day) as days
from bank_holiday
cross join choice
where isodow(bank_holiday.day) < 6 and choice.working_day_calendar <> 'Monday to Friday';

-- Weekdays since Monday 1 January 1900, the day itself with them.
create macro weekdays_to(some_day) as
    5 * ((some_day - date '1900-01-01') // 7) + least((some_day - date '1900-01-01') % 7 + 1, 5);

create macro working_days_between(first_day, last_day) as
    weekdays_to(last_day) - weekdays_to(first_day)
    - coalesce(len(list_filter((select days from day_off), lambda d: d > first_day and d <= last_day)), 0);

-- Completed years on a day. Who is born on 29 February is a year older on 1 March of a year without that day.
create macro years_old(born, some_day) as
    year(some_day) - year(born)
    - case when month(some_day) * 100 + day(some_day) < month(born) * 100 + day(born) then 1 else 0 end;

-- The working day that is so many after a day, which itself does not count. Ten days in a row are never all days off.
create macro working_day_after(first_day, working_days) as (
    select min(first_day + cast(later.days as integer))
    from range(working_days, 3 * working_days + 10) as later(days)
    where working_days_between(first_day, first_day + cast(later.days as integer)) = working_days
);
