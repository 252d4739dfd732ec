-- Children in care on the day with an order on deprivation of liberty that is open on it.
select distinct in_care.child_id
from in_care
cross join inspection
join ext_deprivation_of_liberty as liberty
    on liberty.dolo_person_id = in_care.child_id
    and liberty.dolo_start_date <= inspection.day
    and (liberty.dolo_end_date is null or liberty.dolo_end_date > inspection.day)
