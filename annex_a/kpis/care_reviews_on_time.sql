-- Periods of care that lasted into the period, with how their reviews kept to time: the first within 20 working days of
-- coming into care, the second within three months of the first, each other within six months of the one before.
with care as (
    select
        child_id,
        period_id,
        started,
        coalesce(ended, period.last_day) as as_at,
        working_day_after(started, 20) as first_review_due
    from period_of_care
    cross join period
    cross join choice
    where child_id is not null
        and (ended is null or ended >= period.first_day)
        and (choice.list8_exclude_short_breaks = 'no' or not short_breaks_only)
),
held as (
    select
        care.child_id,
        care.period_id,
        care.first_review_due,
        clar_cla_review_date as held,
        lag(clar_cla_review_date) over reviews as held_before,
        row_number() over reviews as place
    from care
    join ssd_cla_reviews
        on clar_cla_person_id = care.child_id and clar_cla_review_date between care.started and care.as_at
    where coalesce(clar_cla_review_cancelled, 'N') <> 'Y'
    window reviews as (
        partition by care.child_id, care.period_id order by clar_cla_review_date, clar_cla_review_id
    )
),
review as (
    select held.*, case place
        when 1 then first_review_due
        else cast(held_before + to_months(case place when 2 then 3 else 6 end) as date)
    end as due
    from held
)
select
    care.child_id,
    care.as_at,
    count(review.held) = 0 as never_reviewed,
    case count(review.held)
        when 0 then care.first_review_due
        else cast(max(review.held) + to_months(case count(review.held) when 1 then 3 else 6 end) as date)
    end as next_review_due,
    count(review.held) filter (review.held >= period.first_day) as reviews,
    count(review.held) filter (review.held >= period.first_day and review.held > review.due) as late_reviews
from care
cross join period
left join review on review.child_id = care.child_id and review.period_id = care.period_id
group by care.child_id, care.period_id, care.as_at, care.first_review_due, period.first_day
