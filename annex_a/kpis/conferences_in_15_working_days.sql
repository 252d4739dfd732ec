-- Initial child protection conferences in the period, with the day on which the enquiry began that led to each. An
-- enquiry has one: the first held that has an outcome, else the first held. A child who moved in on another authority's
-- plan has a conference without an enquiry here, and it is not counted.
with discussion as (
    select stra_s47_enquiry_id as enquiry_id, min(stra_discussion_date) as held
    from ext_strategy_discussions
    group by stra_s47_enquiry_id
),
conference as (
    select
        icpc_person_id as child_id,
        icpc_icpc_date as held,
        coalesce(discussion.held, s47e_s47_start_date) as began,
        row_number() over (
            partition by coalesce(icpc_s47_enquiry_id, 'conference ' || icpc_icpc_id)
            order by icpc_icpc_outcome_cp_flag is null, icpc_icpc_date, icpc_icpc_id
        ) as place
    from ssd_initial_cp_conference
    left join ssd_s47_enquiry on s47e_s47_enquiry_id = icpc_s47_enquiry_id
    left join discussion on discussion.enquiry_id = icpc_s47_enquiry_id
    cross join period
    where icpc_person_id is not null
        and coalesce(icpc_icpc_transfer_in, 'N') <> 'Y'
        and icpc_icpc_date <= period.last_day
)
select
    conference.child_id,
    conference.began,
    conference.held,
    working_days_between(conference.began, conference.held) as working_days
from conference
cross join period
where conference.place = 1 and conference.held >= period.first_day
