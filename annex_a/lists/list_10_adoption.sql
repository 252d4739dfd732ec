-- Children adopted, children who should be placed for adoption, and children for whom that decision was reversed.
with decision as (
    select
        perm_table_id as decision_id,
        perm_person_id as child_id,
        known(perm_adm_decision_date, inspection.day) as decided,
        coalesce(perm_adm_decision_date > inspection.day, false) as decided_later,
        known(perm_placement_order_date, inspection.day) as placement_order,
        known(perm_matched_date, inspection.day) as matched,
        known(perm_placed_for_adoption_date, inspection.day) as placed,
        known(perm_permanence_order_date, inspection.day) as ordered,
        perm_permanence_order_type as order_type,
        known(perm_decision_reversed_date, inspection.day) as reversed,
        case when perm_decision_reversed_date <= inspection.day then perm_decision_reversed_reason end as reversal_reason,
        known(perm_placed_ffa_cp_date, inspection.day) as fostering_for_adoption
    from ssd_permanence
    cross join inspection
),
-- An order counts as an adoption when it says so or, where it says nothing, when care ended that day by adoption. Where no
-- order has a day, a child whose care ended by adoption after the decision was adopted on the day it ended.
adopted as (
    select
        decision.decision_id,
        case
            when decision.ordered is not null and decision.order_type = 'ADOPTION' then decision.ordered
            else max(period.ended)
        end as adoption_order
    from decision
    left join period_of_care as period
        on period.child_id = decision.child_id
        and period.end_reason in ('E11', 'E12')
        and case
            when decision.ordered is not null then decision.order_type is null and period.ended = decision.ordered
            else coalesce(decision.order_type, 'ADOPTION') = 'ADOPTION' and decision.reversed is null
                and period.ended >= coalesce(decision.decided, period.ended)
        end
    group by decision.decision_id, decision.ordered, decision.order_type
),
-- The period of care in which the decision was made or, where no day of it is recorded, in which what came of it happened.
entered as (
    select decision.decision_id, max(period.started) as entered_care
    from decision
    join adopted on adopted.decision_id = decision.decision_id
    join period_of_care as period
        on period.child_id = decision.child_id
        and period.started <= coalesce(decision.decided, adopted.adoption_order, decision.reversed)
        and (period.ended is null or period.ended >= coalesce(decision.decided, adopted.adoption_order, decision.reversed))
    group by decision.decision_id
),
family as (
    select decision.decision_id, max_by(
        match.adfa_family_id, {'matched': match.adfa_matched_date, 'id': match.adfa_match_id}
    ) as family_id
    from decision
    cross join inspection
    join ext_adoption_families as match
        on match.adfa_person_id = decision.child_id
        and (match.adfa_matched_date is null or match.adfa_matched_date <= inspection.day)
    group by decision.decision_id
),
judged as (
    select
        decision.*,
        adopted.adoption_order,
        case
            when decision.child_id is null then 'no child recorded'
            when adopted.adoption_order >= inspection.adoption_from or decision.reversed >= inspection.adoption_from then null
            when adopted.adoption_order is not null then 'adopted before the window'
            when decision.reversed is not null then 'reversed before the window'
            when decision.decided_later then 'after the inspection day'
            when decision.decided is null then 'no decision that the child should be placed for adoption'
            when choice.list10_current_decisions_limit <> 'no time limit' and decision.decided < inspection.adoption_from
                then 'current decision made before the window'
        end as reason
    from decision
    join adopted on adopted.decision_id = decision.decision_id
    cross join inspection
    cross join choice
),
listed as (
    select judged.*, coalesce(reason, case when choice.list10_rows_per_child = 'latest decision' and row_number() over (
        partition by child_id, reason is null
        order by coalesce(decided, adoption_order, reversed) desc, decision_id desc
    ) > 1 then 'an earlier decision for the same child' end) as left_out
    from judged
    cross join choice
)
select
    listed.decision_id,
    listed.child_id,
    case when listed.matched is not null or listed.placed is not null then family.family_id end as family_id,
    child.gender,
    child.ethnicity,
    child.date_of_birth,
    child.age,
    child.disability,
    entered.entered_care as entered_care_date,
    listed.decided as shobpa_date,
    listed.placement_order as placement_order_date,
    listed.matched as match_date,
    listed.placed as placed_date,
    listed.adoption_order as adoption_order_date,
    listed.reversed as reversal_date,
    listed.reversal_reason,
    listed.fostering_for_adoption as ffa_date,
    listed.left_out,
    listed.decision_id as raw_key
from listed
left join child on child.child_id = listed.child_id
left join entered on entered.decision_id = listed.decision_id
left join family on family.decision_id = listed.decision_id
