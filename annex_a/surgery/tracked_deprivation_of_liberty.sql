-- Children in care on the day with an order on deprivation of liberty that is open on it, the earliest of several, and
-- the placement that began last of those open.
with ordered as (
    select in_care.child_id, min(liberty.dolo_start_date) as started
    from in_care
    cross join inspection
    join ext_deprivation_of_liberty as liberty
        on liberty.dolo_person_id = in_care.child_id
        and liberty.dolo_start_date <= inspection.day
        and (liberty.dolo_end_date is null or liberty.dolo_end_date > inspection.day)
    group by in_care.child_id
),
placement as (
    select
        clap_person_id as child_id,
        max_by(
            {'type': clap_cla_placement_type, 'urn': clap_cla_placement_urn},
            {'started': clap_cla_placement_start_date, 'id': clap_cla_placement_id}
        ) as latest
    from ssd_cla_placement
    cross join inspection
    where clap_cla_placement_start_date <= inspection.day
        and (clap_cla_placement_end_date is null or clap_cla_placement_end_date > inspection.day)
    group by clap_person_id
)
select
    ordered.child_id,
    ordered.started,
    placement.latest.type as placement_type,
    placement.latest.urn as urn
from ordered
left join placement on placement.child_id = ordered.child_id
