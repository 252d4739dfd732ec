-- Life in care: permanence plans, health, missing episodes and what the yearly return asks about.

-- The plan for permanence: home at first, and from the second review what the story turned out to be.
create table permanence_spell as
with agreed as (
    select *,
        case
            when kind in ('adopted', 'open_adoption') then 'ADO'
            when kind in ('guardianship', 'residence') then 'SGO'
            when kind = 'home' then 'RTF'
            when asylum or kind in ('sixteen', 'open_care_new_16') then 'SUP'
            when kind = 'open_both' then 'RTF'
            else pick('LTF LTF LTF LTF LTF LTF RTF RES SUP SGO OTH', chance(story, 'permanence'))
        end as plan,
        on_or_after(care_start + number_between(96, 118, chance(story, 'agreed'))) as agreed_on
    from care_period
),
step as (
    select story_no, care_start + 7 as starts, 'RTF' as plan, last_day from agreed where not asylum
    union all
    -- One plan in sixteen is not agreed when it should be.
    select story_no, agreed_on, plan, last_day from agreed where plan <> 'ADO' and chance(story, 'not agreed') > 0.06
    union all
    select story_no, decision, 'ADO', coalesce(care_end, inspection_day()) from adoption
    union all
    select story_no, reversed, 'LTF', inspection_day() from adoption where reversed is not null
)
select *, lead(starts) over (partition by story_no order by starts) as ends
from step
where starts < last_day;

create table ext_permanence_plans as
select
    'PP' || story_no || '-' || row_number() over (partition by story_no order by spell.starts) as pepl_plan_id,
    person_id as pepl_person_id,
    case spell.plan
        when 'ADO' then 'Adoption'
        when 'SGO' then 'SGO/CAO'
        when 'RTF' then 'Return to family'
        when 'LTF' then 'Long-term fostering'
        when 'RES' then 'Long-term residential placement'
        when 'SUP' then 'Supported living in the community'
        else 'Other'
    end as pepl_plan,
    spell.starts as pepl_agreed_date,
    coalesce(spell.ends, care_end) as pepl_end_date
from permanence_spell as spell
join care_period using (story_no)
-- Until the second review there is a care plan, but no plan for permanence is agreed.
where spell.starts > care_start + 20;

-- The same as flags in JSON, the way the standard keeps it. A care plan is written anew every year.
create table ssd_cla_care_plan as
select
    cast(8300000 + row_number() over (order by starts, story_no) as varchar) as lacp_table_id,
    person_id as lacp_person_id,
    starts as lacp_cla_care_plan_start_date,
    coalesce(lead(starts) over (partition by story_no order by starts), care_end) as lacp_cla_care_plan_end_date,
    '{' || array_to_string(list_transform(
        ['REMAINSUP', 'RETURN1M', 'RETURN6M', 'RETURNEV', 'LTRELFR', 'LTFOST18', 'RESPLMT', 'SUPPLIV', 'ADOPTION',
            'OTHERPLN'],
        lambda flag: '"' || flag || '": "' || case when flag = the_flag then 'Y' else 'N' end || '"'
    ), ', ') || '}' as lacp_cla_care_plan_json
from (
    select spell.starts + 365 * year as starts, story_no, person_id, care_end,
        case plan
            when 'ADO' then 'ADOPTION'
            when 'SGO' then 'LTRELFR'
            when 'RTF' then 'RETURN6M'
            when 'LTF' then 'LTFOST18'
            when 'RES' then 'RESPLMT'
            when 'SUP' then 'SUPPLIV'
            else 'OTHERPLN'
        end as the_flag
    from permanence_spell as spell
    join care_period using (story_no), (select cast(unnest(range(0, 10)) as integer) as year)
    where spell.starts + 365 * year < coalesce(spell.ends, spell.last_day)
);

-- Health assessments: the first within a month or so, then each year, and twice a year for the youngest. Some dental
-- checks are missed, and one check in thirty is refused.
create table ssd_cla_health as
with held as (
    select story_no, person_id, last_day, 'Health Assessment' as type, turn,
        care_start + 22 + turn * case when care_start - born < 1500 then 176 else 356 end as day
    from care_period, (select cast(unnest(range(0, 22)) as integer) as turn)
    where chance(concat_ws('-', story_no, turn), 'assessed') < 0.95
    union all
    select story_no, person_id, last_day, 'Dental Check', turn, care_start + 70 + turn * 290
    from care_period, (select cast(unnest(range(0, 12)) as integer) as turn)
    where last_day - born > 1000 and chance(concat_ws('-', story_no, turn), 'dentist') < 0.86
    union all
    select story_no, person_id, last_day,
        case when chance(story_no, 'other check') < 0.7 then 'Optician check' else 'Development check' end, turn,
        care_start + 200 + turn * 500
    from care_period, (select cast(unnest(range(0, 6)) as integer) as turn)
)
select
    cast(8500000 + row_number() over (order by day, story_no, type) as varchar) as clah_health_check_id,
    person_id as clah_person_id,
    type as clah_health_check_type,
    day as clah_health_check_date,
    case when chance(health_check, 'status') < 0.03 then 'Refused' else 'Completed' end as clah_health_check_status
from (
    select * exclude (day), concat_ws('-', story_no, type, turn) as health_check,
        on_or_after(held.day + number_between(0, 12, chance(health_check, 'day'))) as day
    from held
)
where day < last_day and day >= window_start()
union all
-- Checks arranged for the weeks after the extract.
select 'P' || period_id, person_id, 'Health Assessment',
    on_or_after(extract_day() + number_between(1, 40, chance(story_no, 'planned'))), 'Planned'
from care_period
where care_end is null and chance(story_no, 'is planned') < 0.08;

-- A quarter of the teenagers in care go missing, some of them often; so do some who are not in care.
create table ssd_missing as
with runs as (
    select person_id, story_no, 1 + cast(floor(22 * power(chance(story_no, 'how often'), 2)) as integer) as times,
        greatest(care_start + 3, born + 4100, window_start()) as from_day, last_day - 2 as to_day
    from care_period
    where last_day - born > 4400 and chance(story_no, 'goes missing') < 0.28
    union all
    select person_id, story_no, number_between(1, 5, chance(story_no, 'how often')), referred + 5,
        coalesce(closed, inspection_day()) - 2
    from story
    where care_start is null and referred - born > 4700 and kind <> 'no_action'
        and chance(story_no, 'goes missing') < 0.09
),
episode as (
    select *, concat_ws('-', story_no, turn) as episode,
        from_day + cast(floor((to_day - from_day) * (turn - chance(episode, 'day')) / times) as integer) as day,
        cast(day as timestamp) + to_minutes(cast(960 + floor(470 * chance(episode, 'hour')) as integer)) as left_at,
        left_at + to_minutes(cast(200 + floor(2500 * power(chance(episode, 'for'), 3)) as integer)) as returned_at,
        case when chance(episode, 'kind') < 0.8 then 'Missing' else 'Away without authorisation' end as type,
        chance(episode, 'interview') < 0.88 as offered
    from runs, (select cast(unnest(range(1, times + 1)) as integer) as turn)
    where to_day > from_day
)
select
    cast(8700000 + row_number() over (order by left_at, episode) as varchar) as miss_table_id,
    person_id as miss_person_id,
    left_at as miss_missing_episode_start_date,
    type as miss_missing_episode_type,
    returned_at as miss_missing_episode_end_date,
    case when type <> 'Missing' then 'NA' when offered then 'Y' else 'N' end as miss_missing_rhi_offered,
    case when type <> 'Missing' or not offered then 'NA' when chance(episode, 'accepted') < 0.65 then 'Y' else 'N' end
        as miss_missing_rhi_accepted
from episode
where left_at >= window_start();

create table ssd_cla_immunisations as
select person_id as clai_person_id,
    case when chance(person_id, 'immunised') < 0.87 then 'Y' else 'N' end as clai_immunisations_status,
    on_or_before(max(last_day) - number_between(1, 200, chance(person_id, 'immunised on')))
        as clai_immunisations_status_date
from care_period
where last_day - care_start > 30
group by person_id;

create table ssd_cla_substance_misuse as
select 'SM' || period_id as clas_substance_misuse_id, person_id as clas_person_id,
    working_day_in(care_start, last_day, chance(story_no, 'misused on')) as clas_substance_misuse_date,
    'Y' as clas_substance_misused,
    case when chance(story_no, 'helped') < 0.6 then 'Y' else 'N' end as clas_intervention_received
from care_period
where last_day - born > 4900 and chance(story_no, 'misuse') < 0.4;

create table ssd_cla_convictions as
select 'CV' || period_id || '-' || turn as clac_cla_conviction_id, person_id as clac_person_id,
    working_day_in(greatest(care_start, born + 4000), last_day, chance(concat_ws('-', story_no, turn), 'offence on'))
        as clac_cla_conviction_date,
    pick_from(
        ['Theft', 'Assault', 'Criminal damage', 'Possession of drugs', 'Robbery'],
        chance(concat_ws('-', story_no, turn), 'offence')
    ) as clac_cla_conviction_offence
from care_period, (select unnest(range(1, 4)) as turn)
where last_day - born > 4900 and chance(story_no, 'convicted') < 0.17 and last_day > greatest(care_start, born + 4000);

create table ssd_cla_previous_permanence as
select 'PV' || period_id as lapp_table_id, person_id as lapp_person_id,
    pick_from(
        ['P1 - Adoption', 'P2 - Special guardianship order', 'P3 - Residence order', 'P4 - Child arrangements order'],
        chance(story_no, 'previous')
    ) as lapp_previous_permanence_option,
    'Anyborough' as lapp_previous_permanence_la,
    -- A day or a month may be unknown, which the return writes as zz.
    case when chance(story_no, 'exact') < 0.3 then 'zz/' else strftime(care_start, '%d/') end
        || strftime(care_start - 800, '%m/%Y') as lapp_previous_permanence_order_date
from care_period
where care_start - born > 1400 and chance(story_no, 'previous permanence') < 0.09;

-- Carers of children of 4 to 16 in care for a year fill in a questionnaire every year.
create table ssd_sdq_scores as
select 'SDQ' || period_id || '-' || turn as csdq_table_id, person_id as csdq_person_id,
    on_or_after(care_start + 365 * turn + number_between(0, 25, chance(story_no, 'questionnaire')))
        as csdq_sdq_completed_date,
    number_between(2, 31, chance(concat_ws('-', story_no, turn), 'score')) as csdq_sdq_score,
    'SSD_PH' as csdq_sdq_reason
from care_period, (select cast(unnest(range(1, 10)) as integer) as turn)
where care_start + 365 * turn + 30 < last_day and care_start + 365 * turn >= window_start()
    and care_start + 365 * turn - born between 1461 and 6200
    and chance(concat_ws('-', story_no, turn), 'filled in') < 0.8;

-- One child in three who lives in a children's home at 12 or over is kept there by an order, which ends with the stay.
create table ext_deprivation_of_liberty as
select 'DL' || placement_id as dolo_order_id, person_id as dolo_person_id, starts + 2 as dolo_start_date,
    ends as dolo_end_date
from placement
where type = 'K2' and age >= 12 and coalesce(ends, inspection_day()) > starts + 2
    and coalesce(ends, inspection_day()) >= window_start() and chance(placement, 'deprived of liberty') < 0.34;
