-- Faults and traps, first those with people of their own: known from one contact, and some from a referral on the same
-- day. Each stands in faults.csv with what the product should do about it.

create table faults (fault varchar, table_name varchar, row_key varchar, child_id varchar, how_it_shows varchar);

-- Three of each, and one of each in a village.
create table planted_number as
select cast(unnest(range(1, case when allocated < 100 then 2 else 4 end)) as integer) as number from size;

create macro planted_each() as (select max(number) from planted_number);

-- A date of contact is text from here on, since not every one will be a date.
create or replace table ssd_contacts as
select * replace (strftime(cont_contact_date, '%Y-%m-%d %H:%M:%S') as cont_contact_date) from ssd_contacts;

create table planted_person as
select
    cast(1800000 + row_number() over (order by line, number, twin) as varchar) as person_id,
    cast(2900000 + row_number() over (order by line, number, twin) as varchar) as contact_id,
    trap.*, number, twin, line * 10 + number as household_no
from (values
    (1, 'unborn child with an expected date',
        'listed in list_01 with age -1 and the expected date of birth',
        null, date '2023-07-15', '2023-03-02 10:15:00', '1210', 'Community Midwife', 'OOTH'),
    (2, 'unborn child without an expected date',
        'listed in list_01 with date of birth and age blank',
        null, null, '2023-03-03 11:40:00', '1210', 'Community Midwife', 'OOTH'),
    (3, 'twins with one birth date',
        'two children, each listed in list_01',
        date '2015-09-14', null, '2022-12-07 15:05:00', '1205', 'School', 'BAFR'),
    (4, 'born on 29 February',
        'listed in list_01 with age 11',
        date '2012-02-29', null, '2023-01-17 09:30:00', '1205', 'School', 'WBRI'),
    (5, 'on the first day of the window, at midnight',
        'listed',
        date '2014-05-05', null, '2022-09-30 00:00:00', '1218', 'Police', 'ABAN'),
    (6, 'on the day before the window, a minute before midnight',
        'left out: before the window',
        date '2014-05-06', null, '2022-09-29 23:59:00', '1218', 'Police', 'ABAN'),
    (7, 'on the inspection day, in the evening',
        'listed',
        date '2014-05-07', null, '2023-03-31 21:30:00', '1218', 'Police', 'ABAN'),
    (8, 'on the day after the inspection',
        'left out: after the inspection day',
        date '2014-05-08', null, '2023-04-01 08:00:00', '1218', 'Police', 'ABAN'),
    (9, 'adult among the children',
        'listed in list_01 with the age as it is',
        date '1984-06-01', null, '2023-02-14 13:20:00', '1203', 'Self Referral', 'WOTH'),
    (10, 'date that is no date',
        'told at intake: not a date; then left out: no date of contact',
        date '2013-11-20', null, '31/02/2023', '1207', 'GP', 'MOTH'),
    (11, 'date in British order',
        'read as 5 December 2022 and listed in list_01',
        date '2013-11-21', null, '05/12/2022 14:30', '1207', 'GP', 'MOTH'),
    (12, 'contact source that no code map knows',
        'listed in list_01 with the source as it is written, and reported as unmapped',
        date '2010-08-08', null, '2023-02-20 10:00:00', '1299', 'Drop-in clinic', 'BCRB'),
    (13, 'minus one in place of a code',
        'read as nothing, so that the words beside it decide: School',
        date '2010-08-09', null, '2023-02-21 10:00:00', '-1', 'School', 'BCRB'),
    (14, 'ethnicity that no code map knows',
        'listed in list_01 with the ethnicity as it is written, and reported as unmapped',
        date '2011-03-12', null, '2023-02-22 10:00:00', '1205', 'School', 'ZWXX'),
    (15, 'child that is not in ssd_person',
        'told at intake: names somebody who is not in ssd_person; listed with what is known',
        null, null, '2023-02-23 10:00:00', '1205', 'School', null)
) as trap(line, fault, how_it_shows, born, expected, contact_day, source_id, source_word, ethnicity)
cross join planted_number, (select unnest([1, 2]) as twin)
where twin = 1 or line = 3;

insert into ssd_person by name
select person_id as pers_person_id, 'P' || person_id as pers_legacy_id,
    case when born is null then 'Unborn'
        else forename_of(pick('F M', chance(person_id, 'sex')), chance(person_id, 'forename')) end as pers_forename,
    surname_of(chance(household_no, 'surname')) as pers_surname,
    case when born is null then 'U' else pick('F M', chance(person_id, 'sex')) end as pers_sex,
    pers_sex as pers_gender, ethnicity as pers_ethnicity, born as pers_dob, expected as pers_expected_dob,
    'N' as pers_is_mother
from planted_person
where line <> 15;

insert into ssd_contacts by name
select contact_id as cont_contact_id, person_id as cont_person_id, contact_day as cont_contact_date,
    source_id as cont_contact_source_code,
    source_word as cont_contact_source_desc, '{"OUTCOME_1": "Information and advice"}' as cont_contact_outcome_json
from planted_person;

insert into faults
select case when line between 5 and 8 then 'contact ' || fault else fault end,
    case when line in (1, 2, 3, 4, 9, 14) then 'ssd_person' else 'ssd_contacts' end,
    case when line in (1, 2, 3, 4, 9, 14) then person_id else contact_id end, person_id,
    case when how_it_shows = 'listed' then 'listed in list_01'
        else replace(how_it_shows, 'left out:', 'left out of list_01:') end
from planted_person;

-- A referral without further action at the same moment, for the first of each on the edge of the window.
insert into ssd_cin_episodes by name
select cast(3900000 + line as varchar) as cine_referral_id, person_id as cine_person_id,
    cast(contact_day as timestamp) as cine_referral_date,
    'N0' as cine_cin_primary_need_code, '6' as cine_referral_source_code, 'Police' as cine_referral_source_desc,
    'Y' as cine_referral_nfa,
    cast(contact_day as date) as cine_close_date,
    (select min(team_id) from team where sort = 'hub') as cine_referral_team,
    (select min(name) from worker where sort = 'assessment') as cine_referral_worker_id
from planted_person
where line between 5 and 8 and number = 1;

insert into faults
select 'referral ' || fault, 'ssd_cin_episodes', cast(3900000 + line as varchar), person_id,
    case when how_it_shows = 'listed' then 'listed in list_03'
        else replace(how_it_shows, 'left out:', 'left out of list_03:') end
from planted_person
where line between 5 and 8 and number = 1;

-- The same child under two identifiers.
create table second_identifier as
select person.*, cast(1810000 + number as varchar) as second_id, cast(2910000 + number as varchar) as contact_id
from planted_number
join (
    select * exclude (number), row_number() over (order by chance(person_no, 'twice'), person_no) as number
    from person
    where sort = 'contact' and first_day between date '2022-10-10' and date '2023-03-20' and born < date '2018-01-01'
) as person using (number);

insert into ssd_person
select ssd_person.* replace (second_id as pers_person_id, 'P' || second_id as pers_legacy_id)
from ssd_person
join second_identifier on person_id = pers_person_id;

insert into ssd_contacts by name
select contact_id as cont_contact_id, second_id as cont_person_id, '2023-03-22 12:00:00' as cont_contact_date,
    '1205' as cont_contact_source_code, 'School' as cont_contact_source_desc
from second_identifier;

insert into faults
select 'one child under two identifiers', 'ssd_person', second_id, second_id,
    'both are listed in list_01; the same child as ' || person_id
from second_identifier;
