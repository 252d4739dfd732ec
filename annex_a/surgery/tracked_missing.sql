-- Children who went missing in the twelve months before the day, or have not come back: how often, when last, and after
-- how many of the episodes that ended no return interview is known to have been offered.
select
    miss_person_id as child_id,
    count(*) as episodes,
    max(miss_missing_episode_start_date) filter (coalesce(miss_missing_episode_end_date > inspection.day, true))
        as missing_since,
    max(miss_missing_episode_start_date) as last_began,
    max(known(miss_missing_episode_end_date, inspection.day)) as last_ended,
    count(*) filter (
        miss_missing_episode_end_date <= inspection.day and coalesce(miss_missing_rhi_offered, 'N') <> 'Y'
    ) as not_offered
from ssd_missing
cross join inspection
where miss_person_id is not null
    and miss_missing_episode_type = 'M'
    and miss_missing_episode_start_date <= inspection.day
    and (
        miss_missing_episode_start_date >= inspection.twelve_months_before
        or coalesce(miss_missing_episode_end_date > inspection.day, true)
    )
group by miss_person_id
