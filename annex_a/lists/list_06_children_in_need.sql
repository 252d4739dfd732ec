-- Every child receiving a service, or being assessed for one, at any time in the six months before the inspection.
with episode as (
    select
        cine_referral_id as referral_id,
        cine_person_id as child_id,
        cine_referral_date as started,
        known(cine_close_date, inspection.day) as closed,
        case when cine_close_date <= inspection.day then cine_close_reason end as close_reason,
        cine_cin_primary_need_code as primary_need
    from ssd_cin_episodes
    cross join inspection
),
on_need_plan as (
    select distinct cinp_person_id as child_id
    from ssd_cin_plans
    cross join inspection
    where cinp_cin_plan_start_date <= inspection.day
        and (cinp_cin_plan_end_date is null or cinp_cin_plan_end_date > inspection.day)
),
in_assessment as (
    select distinct cina_person_id as child_id
    from ssd_cin_assessments
    cross join inspection
    where cina_assessment_start_date <= inspection.day
        and (cina_assessment_auth_date is null or cina_assessment_auth_date > inspection.day)
),
care_leaver as (
    select distinct clea_person_id as child_id
    from ssd_care_leavers
    where clea_care_leaver_eligibility in ('R', 'FR', 'Q')
),
-- An enquiry that led to neither a plan nor care was part of assessing the child.
with_service as (
    select referral_id, bool_or(kind in ('plan', 'care')) as was_helped from service group by referral_id
),
-- The first status that applies; a closed episode is always closed.
judged as (
    select
        episode.*,
        case
            when episode.closed is not null then 'CLO'
            when in_care.child_id is not null then 'LAC'
            when on_plan.child_id is not null then 'CPP'
            when on_need_plan.child_id is not null then 'CIN'
            when in_assessment.child_id is not null then 'ASM'
        end as case_status,
        case
            when episode.child_id is null then 'no child recorded'
            when episode.started is null then 'no date of referral'
            when episode.started > inspection.day then 'after the inspection day'
            when episode.closed < inspection.events_from then 'closed before the window'
            when with_service.referral_id is null then 'only a referral: no assessment, enquiry, plan or care came of it'
            when choice.list6_drop_rc8_rc9 = 'yes' and episode.close_reason in ('RC8', 'RC9')
                and not with_service.was_helped then 'closed after assessment'
            when choice.list6_over_18 = 'drop' and child.age >= 18 then '18 or over'
            when care_leaver.child_id is not null and case_status is null then 'only a care leaver'
        end as reason
    from episode
    left join child on child.child_id = episode.child_id
    left join in_care on in_care.child_id = episode.child_id
    left join on_plan on on_plan.child_id = episode.child_id
    left join on_need_plan on on_need_plan.child_id = episode.child_id
    left join in_assessment on in_assessment.child_id = episode.child_id
    left join care_leaver on care_leaver.child_id = episode.child_id
    left join with_service on with_service.referral_id = episode.referral_id
    cross join inspection
    cross join choice
),
-- Visits that count as having seen the child, and so does a visit that does not say so where case notes count. Whether a
-- visit was within a plan is looked at where that matters alone.
visit as (
    select
        cinv_person_id as child_id,
        cinv_cin_visit_date as visited,
        cinv_cin_visit_seen as seen,
        case when plan.cinp_person_id is null then 'other' else 'plan' end as kind
    from ssd_cin_visits
    left join (
        select distinct cinp_person_id, cinp_cin_plan_start_date, cinp_cin_plan_end_date
        from ssd_cin_plans
        cross join choice
        where choice.list6_last_seen_definition = 'plan visit types only'
    ) as plan
        on plan.cinp_person_id = cinv_person_id
        and plan.cinp_cin_plan_start_date <= cinv_cin_visit_date
        and (plan.cinp_cin_plan_end_date is null or plan.cinp_cin_plan_end_date >= cinv_cin_visit_date)
    union all
    select cppv_person_id, cppv_cp_visit_date, cppv_cp_visit_seen, 'plan' from ssd_cp_visits
    union all
    select clav_person_id, clav_cla_visit_date, clav_cla_visit_seen, 'plan' from ssd_cla_visits
),
last_seen as (
    select judged.referral_id, max(visit.visited) as last_seen_date
    from judged
    cross join inspection
    cross join choice
    join visit
        on visit.child_id = judged.child_id
        and visit.visited between judged.started and coalesce(judged.closed, inspection.day)
    where judged.reason is null
        and (visit.seen = 'Y' or visit.seen is null and choice.list6_last_seen_definition = 'include case notes')
        and (visit.kind = 'plan' or choice.list6_last_seen_definition <> 'plan visit types only')
    group by judged.referral_id
),
-- Of a child's episodes one is listed: the open one, of several the one that began last.
latest as (
    select child_id, max_by(referral_id, {'open': closed is null, 'started': started, 'id': referral_id}) as referral_id
    from judged
    where reason is null
    group by child_id
),
chosen as (
    select
        judged.*,
        coalesce(judged.reason, case
            when latest.referral_id <> judged.referral_id then 'another episode of the same child is listed'
        end) as left_out
    from judged
    left join latest on latest.child_id = judged.child_id
),
listed as (
    select
        chosen.referral_id,
        allocated_last(
            chosen.child_id, 'CW',
            case when chosen.closed is null then inspection.day else chosen.started end,
            coalesce(chosen.closed, inspection.day)
        ) as allocated
    from chosen
    cross join inspection
    where chosen.left_out is null
)
select
    chosen.child_id,
    child.gender,
    child.ethnicity,
    child.date_of_birth,
    child.age,
    child.disability,
    chosen.started as cin_start_date,
    chosen.primary_need,
    last_seen.last_seen_date,
    chosen.closed as cin_closure_date,
    chosen.close_reason as closure_reason,
    coalesce(chosen.case_status, case when choice.list6_no_plan_no_assessment = 'c) Child in need plan' then 'CIN' end)
        as case_status,
    chosen.case_status is null as no_plan_no_assessment,
    listed.allocated.team as allocated_team,
    listed.allocated.worker as allocated_worker,
    chosen.left_out,
    chosen.referral_id as raw_key
from chosen
left join listed on listed.referral_id = chosen.referral_id
left join child on child.child_id = chosen.child_id
left join last_seen on last_seen.referral_id = chosen.referral_id
cross join choice
