-- Every prospective adopter at any stage from application to adoption order in the 12 months before the inspection.
with adopter as (
    select
        ext_adopters.*,
        -- Former adopters and foster carers may begin at stage 2.
        least(
            adop_stage1_start_date, adop_stage2_start_date, adop_application_date, adop_approval_date
        ) as applied,
        known(adop_order_date, inspection.day) as ordered,
        known(adop_leaving_date, inspection.day) as left_process
    from ext_adopters
    cross join inspection
),
judged as (
    select
        adopter.*,
        case
            when applied is null then 'only an enquiry'
            when applied > inspection.day then 'after the inspection day'
            when adop_on_hold_outside_control = 'Y' then 'on hold for reasons outside the agency''s control'
            when least(ordered, left_process) < inspection.adoption_from then 'adopted or left before the window'
        end as reason
    from adopter
    cross join inspection
),
listed as (
    select judged.*, coalesce(reason, case when choice.list11_row_level = 'family' and adop_family_id is not null
        and row_number() over (partition by adop_family_id, reason is null order by adop_adopter_id) > 1
        then 'another adopter of the same family is listed' end) as left_out
    from judged
    cross join choice
)
select
    adop_adopter_id as adopter_id,
    adop_family_id as family_id,
    adop_gender as gender,
    adop_ethnicity as ethnicity,
    adop_disability as disability,
    adop_fostering_for_adoption as ffa_flag,
    known(adop_enquiry_date, inspection.day) as enquiry_date,
    known(adop_stage1_start_date, inspection.day) as stage1_start,
    known(adop_stage1_end_date, inspection.day) as stage1_end,
    known(adop_stage2_start_date, inspection.day) as stage2_start,
    known(adop_stage2_end_date, inspection.day) as stage2_end,
    known(adop_application_date, inspection.day) as application_date,
    known(adop_approval_date, inspection.day) as approval_date,
    known(adop_matched_date, inspection.day) as match_date,
    known(adop_placed_date, inspection.day) as placed_date,
    case when adop_placed_date is null or adop_placed_date <= inspection.day then adop_children_placed end as children_placed,
    ordered as adoption_order_date,
    left_process as leaving_date,
    case when left_process is not null then adop_leaving_reason end as leaving_reason,
    left_out,
    adop_adopter_id as raw_key
from listed
cross join inspection
