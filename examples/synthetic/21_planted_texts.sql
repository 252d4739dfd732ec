-- The last faults: spellings nobody has mapped, texts that are broken, and keys that repeat.

-- Spellings that no code map knows.
update ssd_cla_placement set clap_cla_placement_type = 'X9 - Bridging'
where clap_cla_placement_end_date is null and clap_person_id in (select person_id from planted_on('open_care_16', 2));

update ssd_cin_episodes set cine_close_reason = 'Moved to archive'
where cine_referral_id in (select referral_id from planted_on('closed', 2));

insert into faults
select 'placement type that no code map knows', 'ssd_cla_placement', clap_cla_placement_id, clap_person_id,
    'the placement type stays as it is and is reported as unmapped'
from ssd_cla_placement where clap_cla_placement_type = 'X9 - Bridging'
union all
select 'closure reason that no code map knows', 'ssd_cin_episodes', referral_id, person_id,
    'the reason stays as it is and is reported as unmapped'
from planted_on('closed', 2);

-- Texts in JSON that were cut off, hold a bare quotation mark or run over two lines.
create table broken_plan as
select max(lacp_table_id) as id, lacp_person_id as person_id
from ssd_cla_care_plan
where lacp_person_id in (select person_id from planted_on('open_care', 2)) and lacp_cla_care_plan_end_date is null
group by lacp_person_id;

update ssd_cla_care_plan set lacp_cla_care_plan_json = left(lacp_cla_care_plan_json, 61)
where lacp_table_id in (select id from broken_plan);
delete from ext_permanence_plans where pepl_person_id in (select person_id from broken_plan);

create table broken_factors as
select cinf_table_id as id, cina_person_id as person_id
from ssd_assessment_factors
join ssd_cin_assessments on cina_assessment_id = cinf_assessment_id
where cina_assessment_auth_date >= date '2023-01-01'
qualify row_number() over (order by chance(cinf_table_id, 'broken'), cinf_table_id) <= planted_each();

update ssd_assessment_factors set cinf_assessment_factors_json = '["1B", "the "partner"'
where cinf_table_id in (select id from broken_factors);

create table two_lines as
select max(cont_contact_id) as id, cont_person_id as person_id
from ssd_contacts
where cont_person_id in (select person_id from planted_on('closed', 3))
group by cont_person_id;

update ssd_contacts set cont_contact_outcome_json = '{"OUTCOME_1": "Information' || chr(10) || 'and advice"}'
where cont_contact_id in (select id from two_lines);

insert into faults
select 'broken JSON', 'ssd_cla_care_plan', id, person_id, 'list_08 leaves the permanence plan blank' from broken_plan
union all
select 'broken JSON', 'ssd_assessment_factors', id, person_id, 'no list reads it' from broken_factors
union all
select 'text over two lines', 'ssd_contacts', id, person_id,
    'one row all the same, and listed in list_01 if it is in the window'
from two_lines;

-- Identifiers that Excel made numbers of: mended in the first case, lost in the second.
create table as_number as
select disa_table_id as id, disa_person_id as person_id
from ssd_disability
where disa_disability_code <> 'NONE' and disa_table_id like '%-1'
    and disa_person_id in (select person_id from story where closed is null)
qualify row_number() over (order by chance(disa_table_id, 'number'), disa_table_id) <= planted_each();

update ssd_disability set disa_person_id = disa_person_id || '.0' where disa_table_id in (select id from as_number);

insert into ssd_disability by name
select 'DSE' || number as disa_table_id, '1.00' || number || 'E+06' as disa_person_id, 'AUT' as disa_disability_code
from planted_number;

insert into faults
select 'identifier that Excel made a number of', 'ssd_disability', id, person_id,
    'mended, with a note at intake: the child is disabled in every list'
from as_number
union all
select 'identifier that Excel shortened', 'ssd_disability', 'DSE' || number, '',
    'told at intake: what it was is lost; no child is disabled by it'
from planted_number;

-- The same number twice: a worker's with another name, and an assessment's with another answer.
create table renamed as
select * from ssd_professionals
where prof_professional_id in (select professional_id from worker where sort = 'other')
qualify row_number() over (order by chance(prof_professional_id, 'renamed'), prof_professional_id) <= planted_each();

insert into ssd_professionals select * replace ('Zz ' || prof_professional_name as prof_professional_name) from renamed;

create table answered_twice as
select ssd_cin_assessments.* from ssd_cin_assessments
where cina_assessment_child_seen = 'Y'
    and cina_assessment_auth_date between timestamp '2022-11-01' and timestamp '2023-03-01'
qualify row_number() over (order by chance(cina_assessment_id, 'answered'), cina_assessment_id) <= planted_each();

insert into ssd_cin_assessments select * replace ('Z' as cina_assessment_child_seen) from answered_twice;

-- Whole rows twice.
create table twice_contact as
select * from ssd_contacts where cont_contact_date like '2023-02%'
qualify row_number() over (order by chance(cont_contact_id, 'twice'), cont_contact_id) <= planted_each();

create table twice_visit as
select * from ssd_cin_visits where cinv_cin_visit_date >= timestamp '2023-01-01'
qualify row_number() over (order by chance(cinv_cin_visit_id, 'twice'), cinv_cin_visit_id) <= planted_each();

create table twice_episode as
select * from ssd_cla_episodes
where clae_person_id in (select person_id from planted_on('open_care', 3)) and clae_cla_episode_ceased_date is null;

insert into ssd_contacts from twice_contact;
insert into ssd_cin_visits from twice_visit;
insert into ssd_cla_episodes from twice_episode;

insert into faults
select 'key repeats and the row differs', 'ssd_professionals', prof_professional_id, '',
    'told at intake: the key repeats; the first row in the file counts'
from renamed
union all
select 'key repeats and the row differs', 'ssd_cin_assessments', cina_assessment_id, cina_person_id,
    'told at intake: the key repeats; listed once in list_04, with the first row in the file'
from answered_twice
union all
select 'whole row repeats', 'ssd_contacts', cont_contact_id, cont_person_id, 'told at intake; listed once in list_01'
from twice_contact
union all
select 'whole row repeats', 'ssd_cin_visits', cinv_cin_visit_id, cinv_person_id, 'told at intake; counted once'
from twice_visit
union all
select 'whole row repeats', 'ssd_cla_episodes', clae_cla_episode_id, clae_person_id,
    'told at intake; listed once in list_08'
from twice_episode;
