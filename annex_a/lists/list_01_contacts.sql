-- Every child named in a contact received in the six months before the inspection.
select
    contact.cont_contact_id as contact_id,
    contact.cont_person_id as child_id,
    child.gender,
    child.ethnicity,
    child.date_of_birth,
    child.age,
    contact.cont_contact_date as contact_date,
    contact.cont_contact_source_code as contact_source,
    case
        when contact.cont_person_id is null then 'no child recorded'
        when contact.cont_contact_date is null then 'no date of contact'
        when contact.cont_contact_date < inspection.events_from then 'before the window'
        when contact.cont_contact_date > inspection.day then 'after the inspection day'
    end as left_out,
    contact.cont_contact_id as raw_key
from ssd_contacts as contact
left join child on child.child_id = contact.cont_person_id
cross join inspection
