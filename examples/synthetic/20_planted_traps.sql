-- More faults and traps in records that are there already: workers, conferences, visits, days, codes, texts and keys.

-- A reviewing officer who came last, and a case worker nobody named.
insert into ssd_involvements by name
select 'IR' || story_no as invo_involvements_id,
    (select min(professional_id) from worker where sort = 'reviewing') as invo_professional_id,
    'IRO' as invo_professional_role_id,
    (select min(team_id) from team where sort = 'reviewing') as invo_professional_team, person_id as invo_person_id,
    date '2023-03-24' as invo_involvement_start_date, referral_id as invo_referral_id
from planted_on('open_protected', 2);

insert into faults
select 'reviewing officer is the newest involvement', 'ssd_involvements', 'IR' || story_no, person_id,
    'lists 6 and 7 show the case worker'
from planted_on('open_protected', 2);

create table unnamed as
select max(invo_involvements_id) as id, person_id
from planted_on('closed', 1)
join ssd_involvements on invo_person_id = person_id and invo_professional_role_id = 'CW'
    and invo_involvement_end_date between closed - 6 and closed
group by person_id;

update ssd_involvements set invo_professional_id = null where invo_involvements_id in (select id from unnamed);

insert into faults
select 'involvement without a worker', 'ssd_involvements', id, person_id,
    'list_06 shows the team and leaves the worker blank'
from unnamed;

-- An involvement that never ends is written as ending in 9999.
create table endless as
select max(invo_involvements_id) as id, person_id
from planted_on('open_first', 1)
join ssd_involvements on invo_person_id = person_id and invo_professional_role_id = 'CW'
    and invo_involvement_end_date is null
group by person_id;

update ssd_involvements set invo_involvement_end_date = date '9999-12-31'
where invo_involvements_id in (select id from endless);

insert into faults
select 'open involvement that ends in 9999', 'ssd_involvements', id, person_id,
    'read as open: list_06 shows this worker'
from endless;

-- Two conferences for one enquiry, the first adjourned; and a conference that is still to come.
create table held_twice as
select icpc_icpc_id as id, ssd_initial_cp_conference.*
from ssd_initial_cp_conference
join pool on person_id = icpc_person_id and sort = 'open_protected'
where icpc_s47_enquiry_id is not null and icpc_icpc_outcome_cp_flag = 'Y' and icpc_icpc_date >= date '2022-11-01'
qualify row_number() over (order by turn <= 4 * planted_each(), turn) <= planted_each();

insert into ssd_initial_cp_conference by name
select held_twice.* exclude (id) replace ('AD' || id as icpc_icpc_id,
    working_days_after(cast(icpc_icpc_date as date), -3) as icpc_icpc_date,
    null as icpc_icpc_outcome_cp_flag, null as icpc_icpc_outcome_json, null as icpc_cp_plan_id)
from held_twice;

insert into faults
select 'two conferences for one enquiry', 'ssd_initial_cp_conference', 'AD' || id, icpc_person_id,
    'the enquiry is listed once in list_05, with the conference that has an outcome'
from held_twice;

create table to_come as
select ssd_s47_enquiry.* from ssd_s47_enquiry
join pool on person_id = s47e_person_id and sort = 'open_second' and s47e_s47_start_date >= enquiry_start
where s47e_s47_end_date >= date '2023-03-06' and s47e_s47_nfa = 'Y'
    and s47e_s47_enquiry_id not in (select icpc_s47_enquiry_id from ssd_initial_cp_conference
    where icpc_s47_enquiry_id is not null)
qualify row_number() over (order by chance(s47e_s47_enquiry_id, 'to come'), s47e_s47_enquiry_id) <= planted_each();

update ssd_s47_enquiry set s47e_s47_nfa = 'N', s47e_s47_outcome_json = '{"OUTCOME_NFA_FLAG": "N"}'
where s47e_s47_enquiry_id in (select s47e_s47_enquiry_id from to_come);

insert into ssd_initial_cp_conference by name
select 'FU' || s47e_s47_enquiry_id as icpc_icpc_id, s47e_s47_enquiry_id as icpc_s47_enquiry_id,
    s47e_person_id as icpc_person_id,
    s47e_referral_id as icpc_referral_id, 'N' as icpc_icpc_transfer_in,
    timestamp '2023-04-05 10:00:00' as icpc_icpc_date
from to_come;

insert into faults
select 'conference after the inspection day', 'ssd_initial_cp_conference', 'FU' || s47e_s47_enquiry_id, s47e_person_id,
    'list_05 says that a conference is necessary and leaves its date blank'
from to_come;

-- The newest visit did not see the child.
insert into ssd_cin_visits by name
select 'NS' || story_no as cinv_cin_visit_id, person_id as cinv_person_id,
    timestamp '2023-03-31 18:45:00' as cinv_cin_visit_date, 'N' as cinv_cin_visit_seen
from planted_on('open_need', 4);

insert into ssd_cp_visits by name
select 'NS' || story_no as cppv_cp_visit_id, person_id as cppv_person_id,
    cast(5600000 + story_no as varchar) as cppv_cp_plan_id,
    timestamp '2023-03-31 18:50:00' as cppv_cp_visit_date, 'N' as cppv_cp_visit_seen
from planted_on('open_protected', 3);

insert into ssd_cla_visits by name
select 'NS' || story_no as clav_cla_visit_id, cast(7000000 + story_no as varchar) as clav_cla_id,
    person_id as clav_person_id,
    timestamp '2023-03-31 18:55:00' as clav_cla_visit_date, 'N' as clav_cla_visit_seen
from planted_on('open_care_16', 1);

insert into faults
select 'newest visit did not see the child', 'ssd_cin_visits', 'NS' || story_no, person_id,
    'list_06 shows the visit before it'
from planted_on('open_need', 4)
union all
select 'newest visit did not see the child', 'ssd_cp_visits', 'NS' || story_no, person_id,
    'list_07 shows the visit before it'
from planted_on('open_protected', 3)
union all
select 'newest visit did not see the child', 'ssd_cla_visits', 'NS' || story_no, person_id,
    'list_08 shows the visit before it'
from planted_on('open_care_16', 1);

-- What ended between the inspection and the extract was still open on the day.
update ssd_cin_assessments set cina_assessment_auth_date = timestamp '2023-04-03 11:00:00',
    cina_assessment_outcome_nfa = 'N'
where cina_person_id in (select person_id from planted_on('open_first', 2)) and cina_assessment_auth_date is null;

update ssd_cin_plans set cinp_cin_plan_end_date = date '2023-04-04'
where cinp_person_id in (select person_id from planted_on('open_need', 5)) and cinp_cin_plan_end_date is null;

update ssd_cin_episodes set cine_close_date = date '2023-04-04', cine_close_reason = 'RC7'
where cine_referral_id in (select referral_id from planted_on('open_need', 5));

update ssd_cp_plans set cppl_cp_plan_end_date = date '2023-04-03'
where cppl_person_id in (select person_id from planted_on('open_protected', 4)) and cppl_cp_plan_end_date is null;

insert into faults
select 'assessment authorised after the inspection day', 'ssd_cin_assessments', cina_assessment_id, cina_person_id,
    'open in list_04, d) in list_06'
from ssd_cin_assessments where cina_assessment_auth_date > timestamp '2023-04-01'
union all
select 'case closed after the inspection day', 'ssd_cin_episodes', referral_id, person_id, 'open in list_06, c)'
from planted_on('open_need', 5)
union all
select 'plan ended after the inspection day', 'ssd_cp_plans', cast(5600000 + story_no as varchar), person_id,
    'open in list_07, b) in list_06'
from planted_on('open_protected', 4);

insert into ssd_care_leavers by name
select * replace ('later' || clea_table_id as clea_table_id,
    timestamp '2023-04-04 14:10:00' as clea_care_leaver_latest_contact,
    'No - not in touch' as clea_care_leaver_in_touch)
from ssd_care_leavers
where clea_care_leaver_eligibility = 'Former Relevant'
qualify row_number() over (order by clea_care_leaver_latest_contact desc, clea_table_id) <= planted_each();

insert into faults
select 'contact with a care leaver after the inspection day', 'ssd_care_leavers', clea_table_id, clea_person_id,
    'list_09 shows the contact before it'
from ssd_care_leavers where clea_table_id like 'later%';

-- Where there is no date the case system writes 1900, where there is no team minus one, and where there is no worker a
-- placeholder.
update ssd_cin_assessments set cina_assessment_auth_date = timestamp '1900-01-01 00:00:00'
where cina_person_id in (select person_id from planted_on('open_first', 3)) and cina_assessment_auth_date is null;

update ssd_cin_episodes set cine_referral_team = '-1'
where cine_referral_id in (select referral_id from planted_on('referred', 2));

update ssd_cin_episodes set cine_referral_worker_id = 'SSD_PH'
where cine_referral_id in (select referral_id from planted_on('referred', 3));

insert into faults
select 'date of 1900 where there is none', 'ssd_cin_assessments', cina_assessment_id, cina_person_id,
    'open in list_04 with no date of authorisation'
from ssd_cin_assessments where cina_assessment_auth_date = timestamp '1900-01-01'
union all
select 'placeholder where there is no worker', 'ssd_cin_episodes', referral_id, person_id,
    'listed in list_03 with the worker blank'
from planted_on('referred', 3)
union all
select 'minus one where there is no team', 'ssd_cin_episodes', referral_id, person_id,
    'listed in list_03 with the team blank'
from planted_on('referred', 2);

-- Orders that do not make a child looked after.
insert into ssd_legal_status by name
select 'SG' || story_no as lega_legal_status_id, person_id as lega_person_id,
    'Special Guardianship Order' as lega_legal_status, referred as lega_legal_status_start_date
from planted_on('open_need', 6);

insert into faults
select 'special guardianship is no care', 'ssd_legal_status', 'SG' || story_no, person_id,
    'not in list_08; c) in list_06'
from planted_on('open_need', 6);
