-- Faults and traps in the records of children who are there already. Each takes children of its own as long as there
-- are enough, so that one fault does not hide another.

-- Children to plant things on, in an order that chance gave.
create table pool as
with candidate as (
    select case
            when kind = 'no_action' and referred >= date '2022-10-03' then 'referred'
            when kind = 'supported' and closed >= date '2022-10-03' and close_reason = 'RC7' then 'closed'
            when kind = 'protected' and protection_end >= date '2022-10-03'
                and closed - protection_end > 35 then 'was protected'
            when kind = 'home' and care_end >= date '2022-10-03' and closed = care_end then 'was in care'
            when kind in ('open_first', 'open_need', 'open_protected', 'open_care', 'open_care_16', 'open_second')
                then kind
        end as sort, *
    from story
    where born < inspection_day() - 400 and not asylum
)
select sort, story_no, story, person_id, legacy_id, referral_id, need_code, referred, born, closed, plan_start,
    protection_start, protection_end, care_start, care_end, enquiry_start, enquiry_end,
    row_number() over (partition by sort order by chance(story_no, 'pool'), story_no) as turn,
    count(*) over (partition by sort) as children
from candidate
where sort is not null and story_no not in (select story_no from adoption)
    and story_no not in (select story_no from awaiting_plan);

-- The children of a pool for the first, second, third fault that wants some of it.
create macro planted_on(wanted, place) as table
select pool.*, number
from planted_number
join pool on pool.sort = wanted
    and pool.turn = 1 + ((place - 1) * planted_each() + number - 1) % pool.children;

-- Plans of other authorities, and plans that do not say whose they are.
insert into ssd_cp_plans by name
select 'OLA' || story_no as cppl_cp_plan_id, referral_id as cppl_referral_id, person_id as cppl_person_id,
    greatest(referred, date '2023-01-16') as cppl_cp_plan_start_date, 'Y' as cppl_cp_plan_ola,
    'Neglect' as cppl_cp_plan_initial_category, 'Neglect' as cppl_cp_plan_latest_category
from planted_on('open_need', 1);

insert into faults
select 'plan of another authority', 'ssd_cp_plans', 'OLA' || story_no, person_id,
    'left out of list_07: plan of another authority; c) in list_06'
from planted_on('open_need', 1);

update ssd_cp_plans set cppl_cp_plan_ola = null
where cppl_person_id in (select person_id from planted_on('open_protected', 1)) and cppl_cp_plan_end_date is null;

insert into faults
select 'plan that does not say whose it is', 'ssd_cp_plans', cast(5600000 + story_no as varchar), person_id,
    'listed in list_07: the plan is this authority''s'
from planted_on('open_protected', 1);

-- Short breaks: a child lives at home and stays with a carer now and then. V4 in the first case, V3 in the others.
insert into ssd_cla_episodes by name
select 'SB' || story_no as clae_cla_episode_id, person_id as clae_person_id, 'SP' || story_no as clae_cla_placement_id,
    on_or_after(greatest(referred, date '2022-06-01')) as clae_cla_episode_start_date,
    'S - Started to be looked after' as clae_cla_episode_start_reason,
    'N2' as clae_cla_primary_need_code, 'SC' || story_no as clae_cla_id, referral_id as clae_referral_id
from planted_on('open_need', 2);

insert into ssd_cla_placement by name
select 'SP' || story_no as clap_cla_placement_id, 'SC' || story_no as clap_cla_id, person_id as clap_person_id,
    on_or_after(greatest(referred, date '2022-06-01')) as clap_cla_placement_start_date,
    'U6' as clap_cla_placement_type, 'PR1' as clap_cla_placement_provider
from planted_on('open_need', 2);

insert into ssd_legal_status by name
select 'SL' || story_no as lega_legal_status_id, person_id as lega_person_id,
    case number when 1 then 'V4 - Short breaks, agreement recorded' else 'V3 - Short breaks, episodes recorded' end
        as lega_legal_status,
    on_or_after(greatest(referred, date '2022-06-01')) as lega_legal_status_start_date
from planted_on('open_need', 2);

insert into faults
select 'only short breaks', 'ssd_cla_episodes', 'SB' || story_no, person_id,
    'left out of list_08: only short breaks; c) in list_06'
from planted_on('open_need', 2);

-- Referrals on one day, and one while a case is open.
insert into ssd_cin_episodes by name
select cast(3910000 + story_no as varchar) as cine_referral_id, cine_person_id,
    cine_referral_date + interval 5 hours as cine_referral_date,
    'N0' as cine_cin_primary_need_code, '6' as cine_referral_source_code, 'Police' as cine_referral_source_desc,
    'Y' as cine_referral_nfa,
    cine_close_date, cine_referral_team, cine_referral_worker_id
from planted_on('referred', 1)
join ssd_cin_episodes on cine_referral_id = referral_id;

insert into faults
select 'second referral on one day', 'ssd_cin_episodes', cast(3910000 + story_no as varchar), person_id,
    'both are listed in list_03, and each has the other among the earlier ones'
from planted_on('referred', 1);

insert into ssd_cin_episodes by name
select cast(3920000 + story_no as varchar) as cine_referral_id, person_id as cine_person_id,
    timestamp '2023-03-07 10:40:00' as cine_referral_date,
    'N0' as cine_cin_primary_need_code, '2A' as cine_referral_source_code, 'School' as cine_referral_source_desc,
    'Y' as cine_referral_nfa,
    date '2023-03-07' as cine_close_date, (select min(team_id) from team where sort = 'hub') as cine_referral_team,
    (select min(name) from worker where sort = 'assessment') as cine_referral_worker_id
from planted_on('open_need', 3);

insert into faults
select 'referral without action over an open case', 'ssd_cin_episodes', cast(3920000 + story_no as varchar), person_id,
    'listed in list_03; list_06 keeps the open episode, and the referral is only a referral'
from planted_on('open_need', 3);

-- A second plan some days after the first had ended, both in the six months.
insert into ssd_cp_plans by name
select 'SEC' || story_no as cppl_cp_plan_id, referral_id as cppl_referral_id, person_id as cppl_person_id,
    on_or_after(protection_end + 7) as cppl_cp_plan_start_date,
    closed as cppl_cp_plan_end_date, 'N' as cppl_cp_plan_ola, 'emotional abuse ' as cppl_cp_plan_initial_category,
    'NEGLECT' as cppl_cp_plan_latest_category
from planted_on('was protected', 1);

insert into faults
select 'two plans in six months', 'ssd_cp_plans', 'SEC' || story_no, person_id,
    'listed once in list_07, with this plan and one more earlier plan; left out: an earlier plan of the same child'
from planted_on('was protected', 1);

-- Children who had left care within a year of coming into care.
create table returned as
select *, 'RE' || story_no as id, on_or_before(referred - 130) as came, on_or_before(referred - 60) as went,
    row_number() over (order by turn) as place
from pool
where sort = 'open_care' and referred >= date '2022-06-20' and referred - 150 > born
    and turn > 3 * planted_each()
    and story in (select family from family_of_story group by family having count(*) = 1)
qualify place <= planted_each();

insert into ssd_cin_episodes by name
select id as cine_referral_id, person_id as cine_person_id, cast(came as timestamp) as cine_referral_date,
    need_code as cine_cin_primary_need_code,
    '6' as cine_referral_source_code, 'Police' as cine_referral_source_desc, 'N' as cine_referral_nfa,
    'RC7' as cine_close_reason, went as cine_close_date,
    (select min(team_id) from team where sort = 'hub') as cine_referral_team,
    (select min(name) from worker where sort = 'assessment') as cine_referral_worker_id
from returned;

insert into ssd_cla_episodes by name
select id as clae_cla_episode_id, person_id as clae_person_id, id as clae_cla_placement_id,
    came as clae_cla_episode_start_date,
    'S - Started to be looked after' as clae_cla_episode_start_reason, need_code as clae_cla_primary_need_code,
    went as clae_cla_episode_ceased_date,
    'E4B - Care ended' as clae_cla_episode_ceased_reason, id as clae_cla_id, id as clae_referral_id,
    came as clae_entered_care_date
from returned;

insert into ssd_cla_placement by name
select id as clap_cla_placement_id, id as clap_cla_id, person_id as clap_person_id,
    came as clap_cla_placement_start_date, 'U6' as clap_cla_placement_type,
    'SC999001' as clap_cla_placement_urn, 'PR1' as clap_cla_placement_provider,
    'AY1 1AB' as clap_cla_placement_postcode, went as clap_cla_placement_end_date
from returned;

insert into ssd_legal_status by name
select id as lega_legal_status_id, person_id as lega_person_id,
    'V2 - Single period of accommodation under section 20' as lega_legal_status,
    came as lega_legal_status_start_date, went as lega_legal_status_end_date
from returned;

-- A plan that nobody ended, and checks of health, all of the earlier period.
insert into ext_permanence_plans by name
select id as pepl_plan_id, person_id as pepl_person_id, 'Other' as pepl_plan, on_or_after(came + 30) as pepl_agreed_date
from returned;

insert into ssd_cla_health by name
select id || left(type, 1) as clah_health_check_id, person_id as clah_person_id, type as clah_health_check_type,
    on_or_after(came + 20) as clah_health_check_date, 'Completed' as clah_health_check_status
from returned, (select unnest(['Health Assessment', 'Dental Check']) as type);

insert into faults
select 'back in care within twelve months', 'ssd_cla_episodes', id, person_id,
    'list_08 shows the later period of care and says that it is a second one'
from returned
union all
select 'plan and checks of an earlier period of care', 'ext_permanence_plans', id, person_id,
    'list_08 shows neither that plan nor the days of those checks'
from returned;

-- Already there: open cases of families who were assessed and wait for their plan.
insert into faults
select 'open case awaiting a plan', 'ssd_cin_episodes', referral_id, person_id,
    'list_06 leaves the case status blank, and the notes say how many there are'
from story
where story_no in (select story_no from awaiting_plan);

-- Closed as if nothing but an assessment had come of it, after a child protection plan.
update ssd_cin_episodes set cine_close_reason = case when cast(cine_referral_id as integer) % 2 = 0 then 'RC8' else 'RC9' end
where cine_referral_id in (select referral_id from planted_on('was protected', 2));

insert into faults
select 'closed after assessment, after a plan', 'ssd_cin_episodes', referral_id, person_id,
    'listed in list_06 all the same, and the reason is reported'
from planted_on('was protected', 2);

-- Adopted in the last year, and the day of the decision is not in the record.
create table undecided as
select person_id, legacy_id || 'P' || period_id as id
from adoption
where ordered between date '2022-04-01' and inspection_day()
qualify row_number() over (order by chance(story_no, 'undecided'), story_no) <= planted_each();

update ssd_permanence set perm_adm_decision_date = null where perm_table_id in (select id from undecided);

insert into faults
select 'adoption without a decision', 'ssd_permanence', id, person_id,
    'listed in list_10 with the day of the decision blank, and the blank is reported'
from undecided;

-- Placements that do not fit care: one left open, and children of whom none is recorded.
update ssd_cla_placement set clap_cla_placement_end_date = null
where clap_cla_placement_id in (
    select max(clae_cla_placement_id)
    from ssd_cla_episodes
    where clae_person_id in (select person_id from planted_on('was in care', 1))
    group by clae_person_id
);

insert into faults
select 'placement left open after care ended', 'ssd_cla_placement', max(clae_cla_placement_id), clae_person_id,
    'list_08 shows that care has ended; the child is not counted as in care'
from ssd_cla_episodes
where clae_person_id in (select person_id from planted_on('was in care', 1))
group by clae_person_id;

-- An order that nobody ended when the child left care.
insert into ext_deprivation_of_liberty by name
select 'DLopen' || story_no as dolo_order_id, person_id as dolo_person_id, care_end - 30 as dolo_start_date
from planted_on('was in care', 2);

insert into faults
select 'order left open after care ended', 'ext_deprivation_of_liberty', 'DLopen' || story_no, person_id,
    'a warning of the checks; the child is not counted as deprived of liberty'
from planted_on('was in care', 2);

delete from ext_placement_areas where plar_placement_id in (
    select clap_cla_placement_id
    from ssd_cla_placement
    where clap_person_id in (select person_id from planted_on('open_care', 1))
);
delete from ssd_cla_placement where clap_person_id in (select person_id from planted_on('open_care', 1));

insert into faults
select 'child in care without a placement', 'ssd_cla_episodes', clae_cla_episode_id, clae_person_id,
    'listed in list_08 with the placement blank, and the blanks are counted'
from ssd_cla_episodes
where clae_person_id in (select person_id from planted_on('open_care', 1)) and clae_cla_episode_ceased_date is null;

-- Already there, and easy to get wrong: episodes that begin with an order only, or with a move that keeps the carer.
insert into faults
select
    case reason
        when 'L' then 'legal status changes without a move'
        when 'T' then 'move with the same carer'
        else 'order and move with the same carer'
    end,
    'ssd_cla_episodes', clae_cla_episode_id, clae_person_id,
    case reason
        when 'L' then 'no placement begins, and list_08 counts none'
        else 'a placement begins, and list_08 counts it while the child is in care and it is within the twelve months'
    end
from (select *, left(clae_cla_episode_start_reason, 1) as reason from ssd_cla_episodes)
where (reason = 'U' or reason in ('L', 'T') and clae_cla_episode_start_date >= date '2022-05-01')
    and clae_cla_placement_id in (select clap_cla_placement_id from ssd_cla_placement)
qualify row_number() over (partition by reason order by clae_cla_episode_id desc) <= planted_each();
