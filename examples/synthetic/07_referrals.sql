-- Contacts, referrals and early help as the case system exports them.

-- Where contacts and referrals come from: the DfE's code, the case system's own number for it, and its own word for it.
create table source as
select * from (values
    ('1A', '1201', 'Family Member/Relative/Carer', 8), ('1B', '1202', 'Neighbour or Friend', 2),
    ('1C', '1203', 'Self Referral', 2), ('1D', '1204', 'Member of the Public', 2), ('2A', '1205', 'School', 19),
    ('2B', '1206', 'Education Welfare', 4), ('3A', '1207', 'GP', 3), ('3B', '1208', 'Health Visitor', 4),
    ('3C', '1209', 'School Nurse', 2), ('3D', '1210', 'Community Midwife', 3), ('3E', '1211', 'Hospital A and E', 4),
    ('3F', '1212', 'Mental Health Trust', 3), ('4', '1213', 'Housing Options', 3),
    ('5A', '1214', 'Adult Social Care', 2), ('5B', '1215', 'Youth Justice Service', 4),
    ('5C', '1216', 'Another Local Authority', 3), ('5D', '1217', 'Early Help Hub', 5), ('6', '1218', 'Police', 20),
    ('7', '1219', 'Court or Probation', 3), ('8', '1220', 'Voluntary Organisation', 3), ('9', '1221', 'Anonymous', 1)
) as source(code, local_id, local_word, share);

set variable sources = (select list(code order by code) from (select code, unnest(range(share)) from source));
create macro source_of(luck) as getvariable('sources')[1 + cast(floor(luck * len(getvariable('sources'))) as integer)];

create table ssd_contacts as
with contact as (
    select concat_ws('-', story_no, is_referral) as contact, person.person_id, story_contact.day,
        -- The contact that became the referral came from the same source.
        source_of(chance(case when is_referral then story_no end, 'source of referral')) as referral_source,
        case when is_referral then 'Referral to children''s social care' else 'Information and advice' end as outcome,
        story_no, is_referral
    from story_contact
    join person on person.sort = 'story' and person.number = story_contact.child_no
    union all
    select concat_ws('-', 'loose', contact_no), person.person_id, contact_of_child.day, null,
        pick_from(['Information and advice', 'No further action', 'Referral to early help'],
            chance(contact_no, 'outcome')), null, false
    from contact_of_child
    join person on person.sort = 'contact' and person.number = contact_of_child.first_contact_no
)
select
    cast(2000000 + row_number() over (order by day, contact) as varchar) as cont_contact_id,
    person_id as cont_person_id,
    at_office_hours(day, chance(contact, 'time')) as cont_contact_date,
    source.local_id as cont_contact_source_code,
    source.local_word as cont_contact_source_desc,
    '{"OUTCOME_1": "' || outcome || '"}' as cont_contact_outcome_json
from contact
join source on source.code = case when is_referral then referral_source else source_of(chance(contact, 'source')) end;

-- The case system writes the name of the worker beside a referral, and not a number.
create table referral_asked as select *, referred as worker_day from story where referred <= inspection_day();

create table ssd_cin_episodes as
select
    referral_id as cine_referral_id,
    person_id as cine_person_id,
    cast(referred as timestamp) as cine_referral_date,
    need_code as cine_cin_primary_need_code,
    source.code as cine_referral_source_code,
    source.local_word as cine_referral_source_desc,
    '{"OUTCOME_SINGLE_ASSESSMENT_FLAG": "' || case when kind = 'no_action' then 'N' else 'Y' end
        || '", "OUTCOME_NFA_FLAG": "' || case when kind = 'no_action' then 'Y' else 'N' end
            || '"}' as cine_referral_outcome_json,
    case when kind = 'no_action' then 'Y' else 'N' end as cine_referral_nfa,
    -- Some reasons are the case system's own words.
    case
        when close_reason = 'RC9' and chance(story_no, 'own reason') < 0.3 then 'Stepped down to early help'
        when close_reason = 'RC7' and chance(story_no, 'own reason') < 0.1 then 'Aims achieved'
        else close_reason
    end as cine_close_reason,
    closed as cine_close_date,
    team_id as cine_referral_team,
    worker_name as cine_referral_worker_id
from worker_on('referral_asked')
join source on source.code = source_of(chance(story_no, 'source of referral'));

create table ssd_early_help_episodes as
select
    cast(2800000 + row_number() over (order by help_of_child.day, help_of_child.help) as varchar) as earl_episode_id,
    person.person_id as earl_person_id,
    help_of_child.day as earl_episode_start_date,
    case when ended <= inspection_day() then ended end as earl_episode_end_date,
    pick_from(
        ['Family support', 'Parenting', 'School attendance', 'Housing and money', 'Emotional wellbeing'],
        chance(help_of_child.help, 'why')
    ) as earl_episode_reason,
    case when ended <= inspection_day() then pick_from(
        ['Needs met', 'Needs met', 'Family declined', 'Stepped up'], chance(help_of_child.help, 'why ended')
    ) end as earl_episode_end_reason,
    pick_from(
        ['Children''s Centre', 'Family Hub', 'Early Help Service', 'School', 'Health Visitors', 'Youth Service'],
        chance(help_of_child.help, 'organisation')
    ) as earl_episode_organisation,
    'SSD_PH' as earl_episode_worker_id,
    help_of_child.help
from (
    select *, on_or_after(day + 30 + long_tail(90, 330, chance(help, 'length'))) as ended from help_of_child
) as help_of_child
join person on person.sort = help_of_child.sort and person.number = help_of_child.number;

-- Two in five episodes have an assessment of their own.
create table ext_early_help_assessments as
select
    'EHA' || earl_episode_id as ehas_assessment_id,
    earl_person_id as ehas_person_id,
    starts as ehas_start_date,
    case when ends <= coalesce(earl_episode_end_date, inspection_day()) then ends end as ehas_end_date,
    earl_episode_organisation as ehas_organisation
from (
    select *, least(working_days_after(earl_episode_start_date, number_between(0, 5, chance(help, 'assessed on'))),
        inspection_day()) as starts,
        working_days_after(starts, number_between(12, 35, chance(help, 'assessment'))) as ends
    from ssd_early_help_episodes
)
where chance(help, 'has assessment') < 0.39 and (earl_episode_end_date is null or ends <= earl_episode_end_date);

alter table ssd_early_help_episodes drop column help;
