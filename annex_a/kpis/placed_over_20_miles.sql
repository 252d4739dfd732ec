-- Children in care, with how far from home their latest placement is, in miles.
select
    in_care.child_id,
    max_by(
        {'distance': clap_cla_placement_distance},
        {'started': clap_cla_placement_start_date, 'id': clap_cla_placement_id}
    ).distance as miles_from_home
from in_care
cross join inspection
left join ssd_cla_placement
    on clap_person_id = in_care.child_id and clap_cla_placement_start_date <= inspection.day
where in_care.child_id is not null
group by in_care.child_id
