-- Children on a child protection plan, with how the review conferences of the plan kept to time: the first within three
-- months of the start, each other within six months of the one before. Late are those held late in the last year.
with plan as (
    select child_id, max_by({'id': plan_id, 'started': started}, {'started': started, 'id': plan_id}) as latest
    from protection_plan
    cross join choice
    where child_id is not null
        and ended is null
        and (choice.list7_exclude_temporary_plans = 'no' or not temporary)
    group by child_id
),
review as (
    select
        plan.child_id,
        cppr_cp_review_date as held,
        lag(cppr_cp_review_date) over (partition by plan.child_id order by cppr_cp_review_date, cppr_cp_review_id) as held_before,
        coalesce(held_before + to_months(6), plan.latest.started + to_months(3)) as due
    from plan
    cross join inspection
    join ssd_cp_reviews
        on cppr_person_id = plan.child_id
        and coalesce(cppr_cp_plan_id, plan.latest.id) = plan.latest.id
        and cppr_cp_review_date > plan.latest.started
        and cppr_cp_review_date <= inspection.day
)
select
    plan.child_id,
    plan.latest.started as plan_started,
    cast(plan.latest.started + to_months(3) as date) as first_review_due,
    max(review.held) as last_review,
    cast(coalesce(max(review.held) + to_months(6), first_review_due) as date) as next_review_due,
    count(review.held) filter (
        review.held > review.due and review.held >= inspection.twelve_months_before
    ) as late_reviews
from plan
cross join inspection
left join review on review.child_id = plan.child_id
group by plan.child_id, plan.latest
