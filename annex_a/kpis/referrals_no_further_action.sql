-- Referrals in the period, with whether they were not taken further.
select cine_person_id as child_id, cine_referral_date as referred, cine_referral_nfa as no_further_action
from ssd_cin_episodes
cross join period
where cine_person_id is not null and cine_referral_date between period.first_day and period.last_day
