-- The authority's own words, and the accepted code for each. What stands here becomes its code maps.

create table code_map as
select code_set, local_spelling, accepted_code
from (
    select 'contact_referral_source' as code_set, local_word as local_spelling, code as accepted_code from source
    where local_word not in ('Police', 'Anonymous')
    union all
    select * from (values
        ('worker_role', '16PLUS', 'PA'), ('worker_role', 'FSW', 'OTHER'), ('worker_role', 'KA1', 'OTHER'),
        ('worker_role', 'KA2', 'OTHER'),
        ('worker_role', 'KA3', 'OTHER'), ('abuse_category', 'Multiple', 'MUL'),
        ('closure_reason', 'Stepped down to early help', 'RC9'), ('closure_reason', 'Aims achieved', 'RC7'),
        ('in_touch', 'Refuses contact', 'REFU'), ('in_touch', 'Service no longer required', 'NREQ'),
        ('in_touch', 'Returned home for 6 months or more', 'RHOM'),
        ('placement_location', 'In borough', 'IN'), ('placement_location', 'Out of borough', 'OUT'),
        ('la_of_placement', 'Anyborough', 'Anyborough')
    )
);
