-- Every child on a child protection plan, and every child whose plan ended in the six months before the inspection.
with judged as (
    select
        plan.cppl_cp_plan_id as plan_id,
        plan.cppl_person_id as child_id,
        plan.cppl_cp_plan_start_date as started,
        known(plan.cppl_cp_plan_end_date, inspection.day) as ended,
        coalesce(known(plan.cppl_cp_plan_end_date, inspection.day), inspection.day) as as_at,
        plan.cppl_cp_plan_initial_category as initial_category,
        plan.cppl_cp_plan_latest_category as latest_category,
        case
            when plan.cppl_person_id is null then 'no child recorded'
            when plan.cppl_cp_plan_start_date is null then 'no start date'
            when plan.cppl_cp_plan_start_date > inspection.day then 'after the inspection day'
            when choice.list7_exclude_temporary_plans = 'yes' and plan.cppl_cp_plan_ola = 'Y'
                then 'plan of another authority'
            when plan.cppl_cp_plan_end_date < inspection.events_from then 'ended before the window'
        end as reason
    from ssd_cp_plans as plan
    cross join inspection
    cross join choice
),
chosen as (
    select judged.*, coalesce(reason, case when row_number() over (
        partition by child_id, reason is null order by started desc, plan_id desc
    ) > 1 then 'an earlier plan of the same child' end) as left_out
    from judged
),
-- Visits and reviews belong to the plan they name, or by their date where they name none.
visit as (
    select
        chosen.plan_id,
        max_by(
            {'date': visit.cppv_cp_visit_date, 'alone': visit.cppv_cp_visit_seen_alone},
            {'date': visit.cppv_cp_visit_date, 'alone': coalesce(visit.cppv_cp_visit_seen_alone, ' '), 'id': visit.cppv_cp_visit_id}
        ) as latest
    from chosen
    join ssd_cp_visits as visit
        on visit.cppv_person_id = chosen.child_id
        and coalesce(visit.cppv_cp_plan_id, chosen.plan_id) = chosen.plan_id
        and visit.cppv_cp_visit_date between chosen.started and chosen.as_at
    cross join choice
    where chosen.left_out is null
        and (coalesce(visit.cppv_cp_visit_seen, 'Y') <> 'N' or choice.visits_child_not_seen = 'counted')
    group by chosen.plan_id
),
review as (
    select chosen.plan_id, max(review.cppr_cp_review_date) as review_date
    from chosen
    join ssd_cp_reviews as review
        on review.cppr_person_id = chosen.child_id
        and coalesce(review.cppr_cp_plan_id, chosen.plan_id) = chosen.plan_id
        and review.cppr_cp_review_date > chosen.started
        and review.cppr_cp_review_date <= chosen.as_at
    where chosen.left_out is null
    group by chosen.plan_id
),
protected as (
    select distinct legal.child_id
    from looked_after_status as legal
    cross join inspection
    where legal.legal_status in ('L1', 'L2') and (legal.ended is null or legal.ended >= inspection.six_months_before)
),
-- Earlier plans with this authority, however long ago.
previous as (
    select chosen.plan_id, count(*) as plans
    from chosen
    join protection_plan as earlier
        on earlier.child_id = chosen.child_id
        and not earlier.temporary
        and (earlier.started < chosen.started or earlier.started = chosen.started and earlier.plan_id < chosen.plan_id)
    group by chosen.plan_id
),
listed as (
    select
        chosen.*,
        case when left_out is null
            then allocated_last(child_id, 'CW', case when ended is null then as_at else started end, as_at) end as allocated
    from chosen
)
select
    listed.child_id,
    child.gender,
    child.ethnicity,
    child.date_of_birth,
    child.age,
    child.disability,
    listed.started as cpp_start_date,
    listed.initial_category,
    listed.latest_category,
    visit.latest.date as last_visit_date,
    case when visit.latest.date is not null then coalesce(visit.latest.alone, 'U') end as seen_alone,
    review.review_date as last_review_date,
    listed.ended as cpp_end_date,
    case when protected.child_id is null then 'N' else 'Y' end as epo_or_police,
    coalesce(previous.plans, 0) as previous_plans,
    listed.allocated.team as allocated_team,
    listed.allocated.worker as allocated_worker,
    listed.left_out,
    listed.plan_id as raw_key
from listed
left join child on child.child_id = listed.child_id
left join visit on visit.plan_id = listed.plan_id
left join review on review.plan_id = listed.plan_id
left join protected on protected.child_id = listed.child_id
left join previous on previous.plan_id = listed.plan_id
