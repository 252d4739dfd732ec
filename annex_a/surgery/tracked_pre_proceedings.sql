-- Pre-proceedings that are open on the day: neither stepped down nor in court. How far they have come is told by the
-- letter and the family meeting; where no start is recorded, it is the day of the decision to enter them.
select
    prep_person_id as child_id,
    prep_pre_pro_start_date as started,
    known(prep_pre_pro_letter_date, inspection.day) as letter_sent,
    case
        when letter_sent is null then 'no letter recorded'
        when prep_fgdm_meeting_fac = 'Y' then 'family meeting held'
        when prep_fgdm_meeting_offer = 'Y' then 'family meeting offered'
        else 'letter sent'
    end as stage
from ssd_pre_proceedings
cross join inspection
where prep_person_id is not null
    and prep_pre_pro_start_date <= inspection.day
    and coalesce(prep_agree_stepdown_issue_date > inspection.day, true)
    and coalesce(prep_court_app_date > inspection.day, true)
