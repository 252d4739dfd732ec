-- Letters before proceedings sent in the period, with whether a family meeting was offered in it.
select
    prep_person_id as child_id,
    prep_pre_pro_letter_date as sent,
    prep_fgdm_meeting_offer as offered
from ssd_pre_proceedings
cross join period
where prep_person_id is not null
    and prep_pre_pro_letter_date between period.first_day and period.last_day
