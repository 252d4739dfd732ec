-- Referrals in the period, with the child's last referral on an earlier day.
with referral as (
    select
        cine_person_id as child_id,
        cine_referral_date as referred,
        max(cine_referral_date) over (
            partition by cine_person_id
            order by cine_referral_date range between unbounded preceding and interval 1 day preceding
        ) as referred_before
    from ssd_cin_episodes
    where cine_person_id is not null
)
select referral.*
from referral
cross join period
where referral.referred between period.first_day and period.last_day
