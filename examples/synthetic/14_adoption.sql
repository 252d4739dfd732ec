-- Permanence orders, adoptive families and adopters.

-- The case system knows children here by their legacy number. It also keeps special guardianship and residence orders.
create table ssd_permanence as
with kept as (
    select story_no, legacy_id, period_id, decision, placement_order, matched, placed, fostered, ordered, reversed,
        reversal_reason,
        case when ordered is not null then 'Adoption' end as order_type
    from adoption
    union all by name
    select story_no, legacy_id, period_id, care_end as ordered,
        case kind when 'guardianship' then 'Special Guardianship Order'
            else 'Child Arrangements/ Residence Order' end as order_type
    from care_period
    where kind in ('guardianship', 'residence')
)
select
    legacy_id || 'P' || period_id as perm_table_id,
    legacy_id as perm_person_id,
    period_id as perm_cla_id,
    decision as perm_adm_decision_date,
    case when chance(story_no, 'siblings') < 0.3 then 'Y' else 'N' end as perm_part_of_sibling_group,
    case when chance(story_no, 'siblings') < 0.3 then 2 else 1 end as perm_siblings_placed_together,
    0 as perm_siblings_placed_apart,
    case when fostered is not null then fostered - 1 end as perm_ffa_cp_decision_date,
    placement_order as perm_placement_order_date,
    matched as perm_matched_date,
    case when matched is not null then pick('MM FF MF MF MF MF F', chance(story_no, 'adopters'))
        end as perm_adopter_sex,
    case when matched is not null then pick('L11 L11 L2 L0', chance(story_no, 'status of adopters'))
        end as perm_adopter_legal_status,
    length(perm_adopter_sex) as perm_number_of_adopters,
    placed as perm_placed_for_adoption_date,
    case when matched is not null then case when fostered is not null then 'Y' else 'N' end
        end as perm_adopted_by_carer_flag,
    -- A day that the case system writes whatever it knows.
    date '1900-01-01' as perm_placed_foster_carer_date,
    fostered as perm_placed_ffa_cp_date,
    case when placed is not null then 'SC999001' end as perm_placement_provider_urn,
    reversed as perm_decision_reversed_date,
    reversal_reason as perm_decision_reversed_reason,
    ordered as perm_permanence_order_date,
    order_type as perm_permanence_order_type,
    cast(null as varchar) as perm_adoption_worker_id
from kept;

-- One family a matched child; three in four were recruited by this authority.
create table adoptive_family as
select 'AF' || period_id as family_id, person_id, matched, placed, ordered, fostered,
    chance(story_no, 'own adopters') < 0.75 as is_own,
    on_or_before(least(matched - 300 - number_between(0, 200, chance(story_no, 'applied')),
        coalesce(fostered, matched) - 230)) as stage1_start,
    period_id as family
from adoption
where matched is not null;

create table ext_adoption_families as
select 'MT' || family as adfa_match_id, person_id as adfa_person_id, family_id as adfa_family_id,
    matched as adfa_matched_date
from adoptive_family;

-- Other families are at every stage of the process: some leave, some wait, some adopt a child of another authority.
create table prospective_family as
with applied as (
    select concat_ws('-', year_no, number) as family, year_no,
        working_day_in(year_start(year_no), year_end(year_no),
            (number + 1 - chance(concat_ws('-', year_no, number), 'family')) / families) as stage1_start,
        chance(family, 'goes on') as luck
    from (
        select year_no,
            cast(round(adopter_families_a_year * case when year_no < 5 then 0.5 else 1.0 end) as integer) as families
        from size, (select unnest(range(1, 7)) as year_no)
    ), unnest(range(families)) as numbers(number)
),
dated as (
    select *,
        case when luck < 0.2 then on_or_after(stage1_start + number_between(20, 58, chance(family, 'leaves')))
            end as leaves,
        case when luck < 0.14 then '1' when luck < 0.2 then '3' end as leaving_reason,
        case when luck > 0.55 then on_or_after(stage1_start + number_between(260, 420, chance(family, 'matched')))
            end as matched,
        case when luck > 0.55 then matched + 30 end as placed,
        case when luck > 0.55 then matched + 30 + number_between(120, 260, chance(family, 'ordered')) end as ordered
    from applied
)
-- Families who have waited for years without a match leave in the end.
select * replace (
    case when luck between 0.2 and 0.55 and year_no < 5 then on_or_after(stage1_start + 700) else leaves end as leaves,
    case when luck between 0.2 and 0.55 and year_no < 5 then '1' else leaving_reason end as leaving_reason
)
from dated;

create table ext_adopters as
with family as (
    select family, family_id, stage1_start, matched, placed, ordered, null as leaves, null as leaving_reason,
        fostered is not null as fosters
    from adoptive_family
    where is_own
    union all
    select family, 'PF' || replace(family, '-', ''), stage1_start,
        case when matched <= inspection_day() then matched end, case when placed <= inspection_day() then placed end,
        case when ordered <= inspection_day() then ordered end,
        case when leaves <= inspection_day() then leaves end, leaving_reason, false
    from prospective_family
),
adopter as (
    select *, family_id || '-' || adopter as adopter_id,
        stage1_start + number_between(45, 58, chance(family, 'stage 1')) as stage1_end,
        stage1_end + number_between(3, 20, chance(family, 'stage 2')) as stage2_start,
        stage2_start + number_between(90, 118, chance(family, 'approved')) as stage2_end,
        coalesce(leaves, inspection_day()) as until_day
    from family, (select unnest(range(1, 3)) as adopter)
    where adopter = 1 or chance(family, 'couple') < 0.85
)
select
    adopter_id as adop_adopter_id,
    family_id as adop_family_id,
    case
        when chance(family, 'same sex') < 0.12 then pick('M F', chance(family, 'which sex'))
        when adopter = 1 then 'F'
        else 'M'
    end as adop_gender,
    ethnicity_of(adopter_id) as adop_ethnicity,
    case when chance(adopter_id, 'disabled') < 0.04 then 'Y' else 'N' end as adop_disability,
    case when fosters then 'Y' else 'N' end as adop_fostering_for_adoption,
    on_or_before(stage1_start - number_between(15, 50, chance(family, 'enquired'))) as adop_enquiry_date,
    stage1_start as adop_stage1_start_date,
    case when stage1_end <= until_day then stage1_end end as adop_stage1_end_date,
    case when stage2_start <= until_day then stage2_start end as adop_stage2_start_date,
    case when stage2_end <= until_day then stage2_end end as adop_stage2_end_date,
    cast(null as date) as adop_application_date,
    cast(null as date) as adop_approval_date,
    matched as adop_matched_date,
    placed as adop_placed_date,
    case when placed is not null then 1 end as adop_children_placed,
    ordered as adop_order_date,
    leaves as adop_leaving_date,
    case when leaves is not null then leaving_reason end as adop_leaving_reason,
    'N' as adop_on_hold_outside_control
from adopter;
