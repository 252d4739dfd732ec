-- Episodes in which a child was missing and that ended in the period, with whether a return interview was offered.
select
    miss_person_id as child_id,
    miss_missing_episode_end_date as returned,
    miss_missing_rhi_offered as interview_offered
from ssd_missing
cross join period
where miss_person_id is not null
    and miss_missing_episode_type = 'M'
    and miss_missing_episode_end_date between period.first_day and period.last_day
