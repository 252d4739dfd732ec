-- Episodes in which a child was missing and that ended in the twelve months before the day, with whether a return
-- interview was offered: the rows of the indicator, which begins anew every April.
select
    miss_person_id as child_id,
    miss_missing_episode_end_date as returned,
    miss_missing_rhi_offered as interview_offered
from ssd_missing
cross join inspection
where miss_person_id is not null
    and miss_missing_episode_type = 'M'
    and miss_missing_episode_end_date between inspection.twelve_months_before and inspection.day
