-- Referrals in the period, with the child's last referral on an earlier day.
with referral as (
    select cine_referral_id as referral_id, cine_person_id as child_id, cine_referral_date as referred
    from ssd_cin_episodes
    cross join period
    where cine_person_id is not null and cine_referral_date between period.first_day and period.last_day
)
select referral.child_id, referral.referred, max(earlier.cine_referral_date) as referred_before
from referral
left join ssd_cin_episodes as earlier
    on earlier.cine_person_id = referral.child_id and earlier.cine_referral_date < referral.referred
group by referral.referral_id, referral.child_id, referral.referred
