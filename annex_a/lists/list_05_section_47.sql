-- Every section 47 enquiry in the six months before the inspection, with the conference it led to.
with discussion as (
    select stra_s47_enquiry_id as enquiry_id, min(stra_discussion_date) as held
    from ext_strategy_discussions
    group by stra_s47_enquiry_id
),
enquiry as (
    select
        s47e_s47_enquiry_id as enquiry_id,
        s47e_person_id as child_id,
        coalesce(discussion.held, s47e_s47_start_date) as started,
        known(s47e_s47_end_date, inspection.day) as ended,
        s47e_s47_nfa as no_further_action,
        s47e_s47_completed_by_team as team_ref,
        s47e_s47_completed_by_worker_id as worker_ref
    from ssd_s47_enquiry
    left join discussion on discussion.enquiry_id = s47e_s47_enquiry_id
    cross join inspection
),
conference as (
    select
        icpc_icpc_id as conference_id,
        icpc_person_id as child_id,
        icpc_s47_enquiry_id as enquiry_id,
        known(icpc_icpc_date, inspection.day) as held,
        icpc_icpc_date as planned,
        icpc_icpc_outcome_cp_flag as outcome,
        icpc_icpc_team as team_ref,
        icpc_icpc_worker_id as worker_ref,
        coalesce(icpc_icpc_transfer_in = 'Y', false) as transfer_in,
        choice.s47_include_transfer_in_conferences = 'yes' as transfer_in_counts
    from ssd_initial_cp_conference
    cross join inspection
    cross join choice
),
-- One conference for an enquiry: the first held that has an outcome, else the first held.
led_to as (
    select
        enquiry_id,
        min_by(
            {'held': held, 'outcome': outcome},
            {'no_outcome': outcome is null, 'held': held, 'id': conference_id}
        ) filter (held is not null) as conference
    from conference
    where enquiry_id is not null and not transfer_in
    group by enquiry_id
),
latest as (
    select child_id, max_by(enquiry_id, {'started': started, 'id': enquiry_id}) as enquiry_id, max(started) as started
    from enquiry
    cross join inspection
    where started <= inspection.day
    group by child_id
),
-- Enquiries in the 12 months before the child's latest one, which itself does not count.
earlier_enquiries as (
    select latest.child_id, count(other.enquiry_id) as enquiries
    from latest
    join enquiry as other
        on other.child_id = latest.child_id
        and other.enquiry_id <> latest.enquiry_id
        and other.started between months_before(latest.started, 12) and latest.started
    group by latest.child_id
),
-- Conferences in the 12 months before the child's latest enquiry; what that enquiry led to does not count.
earlier_conferences as (
    select latest.child_id, count(distinct coalesce(other.enquiry_id, other.conference_id)) as conferences
    from latest
    join conference as other
        on other.child_id = latest.child_id
        and other.enquiry_id is distinct from latest.enquiry_id
        and other.held between months_before(latest.started, 12) and latest.started
        and (not other.transfer_in or other.transfer_in_counts)
    group by latest.child_id
),
already_on_plan as (
    select distinct enquiry.enquiry_id
    from enquiry
    join protection_plan as plan
        on plan.child_id = enquiry.child_id
        and plan.started < enquiry.started
        and (plan.ended is null or plan.ended >= enquiry.started)
),
listed as (
    select
        enquiry.enquiry_id as enquiry_id,
        enquiry.child_id,
        enquiry.started as s47_start_date,
        case
            when already_on_plan.enquiry_id is not null then 'N'
            when led_to.enquiry_id is not null then 'N'
            when enquiry.ended is null then null
            else enquiry.no_further_action
        end as icpc_unnecessary,
        led_to.conference.held as icpc_date,
        led_to.conference.outcome as icpc_result_cpp,
        enquiry.team_ref,
        enquiry.worker_ref,
        case
            when enquiry.child_id is null then 'no child recorded'
            when enquiry.started is null then 'no start date'
            when enquiry.started > inspection.day then 'after the inspection day'
            when choice.s47_selection = 'open or started in window'
                and enquiry.ended is not null and enquiry.started < inspection.events_from
                then 'started before the window and ended'
            when choice.s47_selection = 'open or ended in window'
                and enquiry.ended < inspection.events_from then 'ended before the window'
        end as left_out,
        'ssd_s47_enquiry' as raw_table,
        enquiry.enquiry_id as raw_key
    from enquiry
    left join already_on_plan on already_on_plan.enquiry_id = enquiry.enquiry_id
    left join led_to on led_to.enquiry_id = enquiry.enquiry_id
    cross join inspection
    cross join choice
    union all
    select
        'conference ' || conference.conference_id,
        conference.child_id,
        null,
        'N',
        conference.held,
        conference.outcome,
        conference.team_ref,
        conference.worker_ref,
        case
            when conference.child_id is null then 'no child recorded'
            when enquiry.enquiry_id is not null and not conference.transfer_in then 'stands beside its section 47 enquiry'
            when not conference.transfer_in then 'no section 47 enquiry recorded for this conference'
            when not conference.transfer_in_counts then 'conference for a child who moved in on another authority''s plan'
            when conference.planned is null then 'no date of conference'
            when conference.planned > inspection.day then 'after the inspection day'
            when conference.planned < inspection.events_from then 'before the window'
        end,
        'ssd_initial_cp_conference',
        conference.conference_id
    from conference
    left join enquiry on enquiry.enquiry_id = conference.enquiry_id
    cross join inspection
)
select
    listed.enquiry_id,
    listed.child_id,
    child.gender,
    child.ethnicity,
    child.date_of_birth,
    child.age,
    child.disability,
    listed.s47_start_date,
    listed.icpc_unnecessary,
    listed.icpc_date,
    listed.icpc_result_cpp,
    coalesce(earlier_enquiries.enquiries, 0) as s47_count_12m,
    coalesce(earlier_conferences.conferences, 0) as icpc_count_12m,
    team_name(listed.team_ref) as allocated_team,
    worker_name(listed.worker_ref) as allocated_worker,
    listed.left_out,
    listed.raw_table,
    listed.raw_key
from listed
left join child on child.child_id = listed.child_id
left join earlier_enquiries on earlier_enquiries.child_id = listed.child_id
left join earlier_conferences on earlier_conferences.child_id = listed.child_id
