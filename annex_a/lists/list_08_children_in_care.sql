-- Every child looked after, and every child who ceased to be looked after in the six months before the inspection.
with judged as (
    select
        raw.clae_cla_episode_id as episode_id,
        raw.clae_person_id as child_id,
        period.category_of_need,
        period.period_id,
        period.started,
        period.ended,
        period.end_reason,
        period.iro_contact,
        coalesce(period.ended, inspection.day) as as_at,
        case
            when raw.clae_person_id is null then 'no child recorded'
            when raw.clae_cla_episode_start_date is null then 'no start date'
            when raw.clae_cla_episode_start_date > inspection.day then 'after the inspection day'
            when period.last_episode_id <> raw.clae_cla_episode_id then 'an earlier episode of the same period of care'
            when choice.list8_exclude_short_breaks = 'yes' and period.short_breaks_only then 'only short breaks'
            when period.ended < inspection.events_from then 'care ended before the window'
        end as reason
    from ssd_cla_episodes as raw
    left join care_episode as episode on episode.episode_id = raw.clae_cla_episode_id
    left join period_of_care as period on period.child_id = episode.child_id and period.period_id = episode.period_id
    cross join inspection
    cross join choice
),
chosen as (
    select judged.*, coalesce(reason, case when row_number() over (
        partition by child_id, reason is null order by started desc, episode_id desc
    ) > 1 then 'an earlier period of care of the same child' end) as left_out
    from judged
),
-- One row per child from here on.
care as (
    select
        chosen.*,
        (
            select max(earlier.ended) from period_of_care as earlier
            where earlier.child_id = chosen.child_id and earlier.started < chosen.started
        ) as earlier_care_ended,
        allocated_last(child_id, 'CW', case when ended is null then as_at else started end, as_at) as allocated
    from chosen
    where left_out is null
),
earlier_period as (
    select distinct care.child_id
    from care
    cross join inspection
    join period_of_care as earlier on earlier.child_id = care.child_id and earlier.started < care.started
    cross join choice
    where care.started >= inspection.twelve_months_before
        and earlier.ended >= inspection.twelve_months_before
        and (choice.list8_exclude_short_breaks = 'no' or not earlier.short_breaks_only)
),
legal as (
    select care.child_id, max_by(
        {'status': legal.legal_status, 'started': legal.started},
        {'started': legal.started, 'id': legal.legal_status_id}
    ) as latest
    from care
    join looked_after_status as legal
        on legal.child_id = care.child_id
        and legal.started <= care.as_at
        and (legal.ended is null or legal.ended >= care.as_at)
    group by care.child_id
),
review as (
    select care.child_id, max(review.clar_cla_review_date) as review_date
    from care
    join ssd_cla_reviews as review
        on review.clar_cla_person_id = care.child_id
        and review.clar_cla_review_date between care.started and care.as_at
    where coalesce(review.clar_cla_review_cancelled, 'N') <> 'Y'
    group by care.child_id
),
visit as (
    select care.child_id, max(visit.clav_cla_visit_date) as visit_date
    from care
    join ssd_cla_visits as visit
        on visit.clav_person_id = care.child_id
        and visit.clav_cla_visit_date between care.started and care.as_at
    cross join choice
    where coalesce(visit.clav_cla_visit_seen, 'Y') <> 'N' or choice.visits_child_not_seen = 'counted'
    group by care.child_id
),
-- A check counts when it took place, or when the extract never says whether checks did, and in this period of care.
health as (
    select
        care.child_id,
        max(clah_health_check_date) filter (clah_health_check_type = 'HEALTH') as health_date,
        max(clah_health_check_date) filter (clah_health_check_type = 'DENTAL') as dental_date
    from care
    join ssd_cla_health
        on clah_person_id = care.child_id and clah_health_check_date between care.started and care.as_at
    where clah_health_check_status is null or clah_health_check_status = 'COMPLETED'
    group by care.child_id
),
-- Plans in force on the inspection day or, of a child who left care, on the day care ended. A plan made before an earlier
-- period of care was over belongs to that one. One may be made in the days before a child comes into care.
plan_agreed as (
    select care.child_id, max_by(
        plan.pepl_plan, {'agreed': plan.pepl_agreed_date, 'id': plan.pepl_plan_id}
    ) as plan
    from care
    join ext_permanence_plans as plan
        on plan.pepl_person_id = care.child_id
        and plan.pepl_agreed_date <= care.as_at
        and (plan.pepl_end_date is null or plan.pepl_end_date > care.as_at or plan.pepl_end_date = care.ended)
        and (care.earlier_care_ended is null or plan.pepl_agreed_date > care.earlier_care_ended)
    group by care.child_id
),
-- Failing a plan agreed, the one flag that the latest care plan sets. Several flags have no known order, and of a text that
-- was cut off nobody knows which flags it lost.
care_plan as (
    select care.child_id, max_by(
        care_plan.lacp_cla_care_plan_json,
        {'started': care_plan.lacp_cla_care_plan_start_date, 'id': care_plan.lacp_table_id}
    ) as latest
    from care
    join ssd_cla_care_plan as care_plan
        on care_plan.lacp_person_id = care.child_id
        and care_plan.lacp_cla_care_plan_start_date <= care.as_at
        and (
            care_plan.lacp_cla_care_plan_end_date is null
            or care_plan.lacp_cla_care_plan_end_date > care.as_at
            or care_plan.lacp_cla_care_plan_end_date = care.ended
        )
        and (care.earlier_care_ended is null or care_plan.lacp_cla_care_plan_start_date > care.earlier_care_ended)
    where care_plan.lacp_cla_care_plan_json is not null
    group by care.child_id
),
flagged as (
    select
        child_id,
        case when regexp_matches(latest, '\}\s*$')
            then regexp_extract_all(upper(latest), '"([A-Z0-9]+)"\s*:\s*"Y"', 1) end as flags
    from care_plan
),
permanence as (
    select
        care.child_id,
        coalesce(plan_agreed.plan, case when len(flagged.flags) = 1 then case flagged.flags[1]
            when 'RETURN1M' then 'RTF'
            when 'RETURN6M' then 'RTF'
            when 'RETURNEV' then 'RTF'
            when 'LTFOST18' then 'LTF'
            when 'RESPLMT' then 'RES'
            when 'SUPPLIV' then 'SUP'
            when 'ADOPTION' then 'ADO'
            when 'OTHERPLN' then 'OTH'
        end end) as plan
    from care
    left join plan_agreed on plan_agreed.child_id = care.child_id
    left join flagged on flagged.child_id = care.child_id
),
placement as (
    select
        clap_cla_placement_id as placement_id,
        clap_person_id as child_id,
        clap_cla_placement_start_date as started,
        clap_cla_placement_end_date as ended,
        clap_cla_placement_type as type,
        case
            when choice.placement_provider_for_temporary = 'blank' and left(clap_cla_placement_type, 1) in ('T', 'Z') then null
            else clap_cla_placement_provider
        end as provider,
        clap_cla_placement_postcode as postcode,
        clap_cla_placement_urn as urn
    from ssd_cla_placement
    cross join inspection
    cross join choice
    where clap_cla_placement_start_date <= inspection.day
),
-- Care may end while a placement is left open, so the period of care and not the placement says who is in care.
last_placement as (
    select care.child_id, max_by(
        {
            'id': placement.placement_id, 'started': placement.started, 'type': placement.type,
            'provider': placement.provider, 'postcode': placement.postcode, 'urn': placement.urn
        },
        {'started': placement.started, 'id': placement.placement_id}
    ) as latest
    from care
    join placement
        on placement.child_id = care.child_id
        and placement.started <= care.as_at
        and (placement.ended is null or placement.ended > care.started or placement.started >= care.started)
    group by care.child_id
),
placements as (
    select care.child_id, count(distinct placement.placement_id) as placements_12m
    from care
    cross join inspection
    cross join choice
    join placement
        on placement.child_id = care.child_id
        and placement.started <= care.as_at
        and (
            placement.ended is null
            or placement.ended > inspection.twelve_months_before
            or placement.ended = inspection.twelve_months_before and choice.placement_ended_on_first_day = 'counted'
        )
    group by care.child_id
),
absence as (
    select
        care.child_id,
        count(*) filter (miss_missing_episode_type = 'M') as missing_12m,
        count(*) filter (miss_missing_episode_type = 'A') as absent_12m,
        max_by(
            {'offered': miss_missing_rhi_offered, 'accepted': miss_missing_rhi_accepted},
            {'started': miss_missing_episode_start_date, 'id': miss_table_id}
        ) filter (miss_missing_episode_type = 'M') as last_missing
    from care
    cross join inspection
    cross join choice
    join ssd_missing
        on miss_person_id = care.child_id
        and miss_missing_episode_start_date between inspection.twelve_months_before and care.as_at
        and (choice.missing_scope = 'all in 12 months' or miss_missing_episode_start_date >= care.started)
    group by care.child_id
),
asylum as (
    select distinct immi_person_id as child_id
    from ssd_immigration_status
    cross join inspection
    where immi_immigration_status = 'UASC'
        and (immi_immigration_status_start_date is null or immi_immigration_status_start_date <= inspection.day)
        and (immi_immigration_status_end_date is null or immi_immigration_status_end_date >= inspection.twelve_months_before)
)
select
    chosen.episode_id,
    chosen.child_id,
    child.gender,
    child.ethnicity,
    child.date_of_birth,
    child.age,
    case when asylum.child_id is null then 'N' else 'Y' end as uasc_12m,
    child.disability,
    chosen.started as lac_start_date,
    chosen.category_of_need,
    case when earlier_period.child_id is null then 'N' else 'Y' end as second_period_12m,
    legal.latest.started as legal_status_start,
    legal.latest.status as legal_status,
    review.review_date as last_review_date,
    visit.visit_date as last_sw_visit,
    permanence.plan as permanence_plan,
    case when chosen.iro_contact between chosen.started and chosen.as_at then chosen.iro_contact end as last_iro_contact,
    health.health_date as last_health_assessment,
    health.dental_date as last_dental_check,
    placements.placements_12m,
    chosen.ended as lac_end_date,
    chosen.end_reason as lac_end_reason,
    last_placement.latest.started as placement_start_date,
    last_placement.latest.type as placement_type,
    last_placement.latest.provider as placement_provider,
    last_placement.latest.postcode as placement_postcode,
    last_placement.latest.urn as placement_urn,
    ext_placement_areas.plar_location as placement_location,
    ext_placement_areas.plar_authority as la_of_placement,
    coalesce(absence.missing_12m, 0) as missing_12m,
    coalesce(absence.absent_12m, 0) as absent_12m,
    -- Not applicable is no answer; no answer after a missing episode is unknown.
    case when absence.missing_12m > 0 then coalesce(nullif(absence.last_missing.offered, 'NA'), 'U') end as rhi_offered,
    case when absence.last_missing.offered = 'Y'
        then coalesce(nullif(absence.last_missing.accepted, 'NA'), 'U') end as rhi_accepted,
    care.allocated.team as allocated_team,
    care.allocated.worker as allocated_worker,
    chosen.left_out,
    chosen.episode_id as raw_key
from chosen
left join care on care.episode_id = chosen.episode_id
left join child on child.child_id = chosen.child_id
left join asylum on asylum.child_id = chosen.child_id
left join earlier_period on earlier_period.child_id = chosen.child_id
left join legal on legal.child_id = chosen.child_id
left join review on review.child_id = chosen.child_id
left join visit on visit.child_id = chosen.child_id
left join permanence on permanence.child_id = chosen.child_id
left join health on health.child_id = chosen.child_id
left join last_placement on last_placement.child_id = chosen.child_id
left join ext_placement_areas on ext_placement_areas.plar_placement_id = last_placement.latest.id
left join placements on placements.child_id = chosen.child_id
left join absence on absence.child_id = chosen.child_id
