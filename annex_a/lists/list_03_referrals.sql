-- Every referral received in the six months before the inspection.
with latest as (
    select
        cine_person_id as child_id,
        max_by(cine_referral_id, {'date': cine_referral_date, 'id': cine_referral_id}) as referral_id,
        max(cine_referral_date) as referral_date
    from ssd_cin_episodes
    cross join inspection
    where cine_referral_date <= inspection.day
    group by cine_person_id
),
-- Referrals in the 12 months before the child's latest one, which itself does not count.
earlier as (
    select latest.child_id, count(other.cine_referral_id) as referrals
    from latest
    left join ssd_cin_episodes as other
        on other.cine_person_id = latest.child_id
        and other.cine_referral_id <> latest.referral_id
        and other.cine_referral_date between months_before(latest.referral_date, 12) and latest.referral_date
    group by latest.child_id
),
referral as (
    select
        ssd_cin_episodes.*,
        choice.referral_worker = 'current worker' as wants_current,
        case when wants_current then allocated_last(cine_person_id, 'CW', inspection.day, inspection.day) end as allocated
    from ssd_cin_episodes
    cross join inspection
    cross join choice
)
select
    referral.cine_referral_id as referral_id,
    referral.cine_person_id as child_id,
    child.gender,
    child.ethnicity,
    child.date_of_birth,
    child.age,
    referral.cine_referral_date as referral_date,
    referral.cine_referral_source_code as referral_source,
    referral.cine_referral_nfa as referral_nfa,
    earlier.referrals as referrals_12m,
    case when referral.wants_current then referral.allocated.team else team_name(referral.cine_referral_team) end
        as allocated_team,
    case when referral.wants_current then referral.allocated.worker else worker_name(referral.cine_referral_worker_id) end
        as allocated_worker,
    case
        when referral.cine_person_id is null then 'no child recorded'
        when referral.cine_referral_date is null then 'no date of referral'
        when referral.cine_referral_date < inspection.events_from then 'before the window'
        when referral.cine_referral_date > inspection.day then 'after the inspection day'
    end as left_out,
    referral.cine_referral_id as raw_key
from referral
left join child on child.child_id = referral.cine_person_id
left join earlier on earlier.child_id = referral.cine_person_id
cross join inspection
