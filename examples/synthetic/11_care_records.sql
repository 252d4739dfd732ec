-- What is recorded about children in care: episodes, placements, statuses, reviews and visits.

-- The first review is held within 20 working days, the second within three months, the others within six months.
create table care_review as
select story_no, person_id, period_id, review_no, due, day
from (
    select *,
        case review_no when 1 then working_days_after(care_start, 20)
            else care_start + 27 + 82 + 174 * (review_no - 2) end as due,
        on_or_before(due - number_between(0, 6, chance(concat_ws('-', story_no, review_no), 'review'))) as day
    from care_period, (select cast(unnest(range(1, 25)) as integer) as review_no)
)
where day >= window_start() and day > care_start and day <= last_day;

create table ssd_cla_reviews as
select
    cast(7700000 + row_number() over (order by day, story_no, review_no) as varchar) as clar_cla_review_id,
    period_id as clar_cla_id,
    person_id as clar_cla_person_id,
    due as clar_cla_review_due_date,
    day as clar_cla_review_date,
    'N' as clar_cla_review_cancelled,
    'PN' || number_between(0, 7, chance(concat_ws('-', story_no, review_no), 'part')) as clar_cla_review_participation
from care_review;

-- Why care ended, with the placement the child left.
create macro end_code(kind, type, story) as case kind
    when 'adopted' then case when chance(story, 'why ended') < 0.4 then 'E11' else 'E12' end
    when 'guardianship'
        then case when type in ('U1', 'U3') then 'E45' when type in ('U4', 'U6') then 'E46' else 'E47' end
    when 'residence' then 'E41'
    when 'home' then pick('E4A E4A E4A E4A E4A E4A E4B E4B E4B E13 E3 E8', chance(story, 'why ended'))
    when 'sixteen' then pick('E4A E4A E4A E4B E8 E8 E5 E5 E6', chance(story, 'why ended'))
    when 'eighteen' then case when type in ('U1', 'U3', 'U4', 'U6') and chance(story, 'stays') < 0.4 then 'E17'
        else pick('E5 E5 E5 E5 E6 E8 E8 E8 E7', chance(story, 'why ended')) end
end;

-- The case system writes the code of a reason with its meaning behind it.
create table ssd_cla_episodes as
with latest_review as (
    select story_no, max(day) as day from care_review group by story_no
)
select
    cast(7100000 + row_number() over (order by episode.starts, episode.story_no) as varchar) as clae_cla_episode_id,
    episode.person_id as clae_person_id,
    placement.placement_id as clae_cla_placement_id,
    episode.starts as clae_cla_episode_start_date,
    case episode.start_reason
        when 'S' then 'S - Started to be looked after'
        when 'L' then 'L - Change of legal status only'
        when 'P' then 'P - Change of placement and carer only'
        when 'T' then 'T - Change of placement, same carer'
        when 'B' then 'B - Change of legal status, placement and carer'
        else 'U - Change of legal status and placement, same carer'
    end as clae_cla_episode_start_reason,
    episode.need_code as clae_cla_primary_need_code,
    coalesce(episode.next_starts, episode.care_end) as clae_cla_episode_ceased_date,
    case
        when episode.next_starts is not null then 'X1 - Episode ceases, and new episode begins on same day'
        when episode.care_end is not null
            then end_code(episode.kind, placement.type, episode.story_no) || ' - ' || case episode.kind
                when 'adopted' then 'Adopted'
                when 'guardianship' then 'Special guardianship order'
                when 'residence' then 'Child arrangements order'
                else 'Care ended'
            end
    end as clae_cla_episode_ceased_reason,
    episode.period_id as clae_cla_id,
    episode.referral_id as clae_referral_id,
    case when latest_review.day is not null then greatest(
        episode.care_start, latest_review.day - number_between(0, 9, chance(episode.story_no, 'officer'))
    ) end as clae_cla_last_iro_contact_date,
    episode.care_start as clae_entered_care_date
from care_episode as episode
join placement using (story_no, placement_no)
left join latest_review using (story_no);

create table ssd_cla_placement as
select
    placement_id as clap_cla_placement_id,
    period_id as clap_cla_id,
    person_id as clap_person_id,
    starts as clap_cla_placement_start_date,
    type as clap_cla_placement_type,
    case
        when type in ('P1', 'R1', 'R2', 'R5', 'H5') then null
        when type in ('K1', 'K2') and chance(placement, 'number') < 0.5
            then cast(9900000 + number_between(1, 300, chance(placement, 'home')) as varchar)
        when provider = 'PR1' then 'SC999001'
        else 'SC999' || lpad(cast(number_between(2, 80, chance(placement, 'agency')) as varchar), 3, '0')
    end as clap_cla_placement_urn,
    round(chance(placement, 'distance') * case when is_near then 5 else 90 end + 0.4, 1) as clap_cla_placement_distance,
    provider as clap_cla_placement_provider,
    case when is_near then 'AY' || number_between(1, 9, chance(placement, 'district')) else area[2] end || inward
        as clap_cla_placement_postcode,
    ends as clap_cla_placement_end_date,
    case when moved_on is not null
        then pick('CARPL CARPL CARPL CREQB CREQO CHILD LAREQ OTHER', chance(placement, 'why moved')) end
        as clap_cla_placement_change_reason
from placement;

create table ext_placement_areas as
select
    placement_id as plar_placement_id,
    case when is_near then 'In borough' else 'Out of borough' end as plar_location,
    case when is_near then 'Anyborough' else area[1] end as plar_authority
from placement;

-- Statuses of children in care, and some orders that do not make a child looked after.
create table ssd_legal_status as
with spell as (
    select care_period.person_id, legal_change.starts,
        coalesce(lead(legal_change.starts) over (partition by story_no order by legal_change.starts, step),
            care_period.care_end) as ends,
        case legal_change.status
            when 'C1' then 'C1 - Interim care order'
            when 'C2' then 'C2 - Full care order'
            when 'E1' then 'E1 - Placement order granted'
            when 'V2' then 'V2 - Single period of accommodation under section 20'
            when 'L1' then 'L1 - Under police protection'
            when 'L2' then 'L2 - Emergency protection order'
            else 'J1 - Remanded to local authority accommodation'
        end as status
    from legal_change
    join care_period using (story_no)
    union all
    select person_id, care_end, null,
        case kind when 'guardianship' then 'Special Guardianship Order' else 'Child Arrangements Order' end
    from care_period
    where kind in ('guardianship', 'residence')
    union all
    select person_id, care_end, null, 'Care Leaver' from care_period where kind in ('sixteen', 'eighteen')
    union all
    select person_id, care_end, case when care_end + 365 <= inspection_day() then care_end + 365 end,
        'Supervision Order'
    from care_period
    where kind = 'home' and chance(story_no, 'supervision') < 0.2
)
select
    cast(7900000 + row_number() over (order by starts, person_id, status) as varchar) as lega_legal_status_id,
    person_id as lega_person_id,
    status as lega_legal_status,
    starts as lega_legal_status_start_date,
    ends as lega_legal_status_end_date
from spell;

-- All but one child in twelve were visited within six weeks of the inspection; those not were in care for long enough.
create table care_spell as
select
    concat_ws('-', 'care', story_no) as spell, person_id, born, care_start as first_day,
    number_between(32, 40, chance(story_no, 'step')) as step,
    greatest(care_start, case
        when care_end is not null
            then working_days_after(care_end, -number_between(0, 20, chance(story_no, 'last visit')))
        when late_turn <= (select round(looked_after * 0.08) from size)
            then working_days_after(inspection_day(), -number_between(31, 60, chance(story_no, 'last visit')))
        else working_days_after(inspection_day(), -number_between(0, 28, chance(story_no, 'last visit')))
    end) as last_day
from (
    select *, case when care_end is null then row_number() over (
        partition by care_end is null
        order by care_start > inspection_day() - 110, chance(story_no, 'not visited'), story_no
    ) end as late_turn
    from care_period
);

create table ssd_cla_visits as
select
    cast(8000000 + row_number() over (order by day, spell) as varchar) as clav_cla_visit_id,
    cast(7000000 + cast(split_part(spell, '-', 2) as integer) as varchar) as clav_cla_id,
    person_id as clav_person_id,
    at_office_hours(day, chance(visit, 'time')) as clav_cla_visit_date,
    seen as clav_cla_visit_seen,
    case when seen = 'Y' and chance(visit, 'alone') < case when day - born > 1500 then 0.8 else 0.2 end
        then 'Y' else 'N' end as clav_cla_visit_seen_alone
from (
    select *, concat_ws('-', spell, visit_no) as visit,
        case when visit_no > 0 and chance(concat_ws('-', spell, visit_no), 'seen') < 0.03 then 'N' else 'Y' end as seen
    from visits_of('care_spell')
);
