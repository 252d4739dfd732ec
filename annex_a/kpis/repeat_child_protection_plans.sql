-- Child protection plans that began in the period, with how many the child had before with this authority.
select
    plan.child_id,
    plan.started,
    count(earlier.plan_id) as plans_before
from protection_plan as plan
cross join period
cross join choice
left join protection_plan as earlier
    on earlier.child_id = plan.child_id
    and not earlier.temporary
    and (earlier.started < plan.started or earlier.started = plan.started and earlier.plan_id < plan.plan_id)
where plan.child_id is not null
    and plan.started >= period.first_day
    and (choice.list7_exclude_temporary_plans = 'no' or not plan.temporary)
group by plan.plan_id, plan.child_id, plan.started
