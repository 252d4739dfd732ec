-- Everybody in the extract: children with a story, children known from a contact or from early help, and some mothers.

create macro ethnicity_of(household) as case
    when chance(household, 'rare ethnicity') < 0.04
        then pick('CHNE REFU WIRI WROM WIRT NOBT', chance(household, 'ethnicity'))
    else pick('ABAN ABAN ABAN ABAN ABAN ABAN ABAN ABAN ABAN ABAN ABAN ABAN ABAN WBRI WBRI WBRI WBRI WBRI WBRI WBRI '
        || 'WBRI WBRI WOTH WOTH WOTH WOTH BAFR BAFR BAFR BAFR BAFR BCRB BCRB BCRB MWBC MWBC MWBC MWBA MWAS MOTH MOTH '
        || 'AIND APKN APKN AOTH AOTH BOTH BOTH OOTH OOTH NOBT', chance(household, 'ethnicity'))
end;

create macro forename_of(sex, luck) as case when sex = 'F'
    then pick('Aisha Amara Anya Bea Carys Della Dina Edie Elif Esme Farah Fern Grace Hana Hope Ines Ivy Jasmin Joy '
        || 'Kaya Lena Lila Maya Mina Nadia Noor Olive Opal Petra Rosa Ruby Sana Skye Tara Uma Vera Willow Yara '
        || 'Zaina Zoe', luck)
    else pick('Adam Ali Amir Arlo Asher Bilal Caleb Cyrus Dean Dylan Eli Emil Faris Finn Gabe Hamza Hugo Ibrahim '
        || 'Isaac Jamal Jonah Kit Kofi Leo Liam Malik Milo Nico Omar Otis Pavel Rafi Reece Sami Seth Tariq Toby Umar '
        || 'Yusuf Zane',
        luck)
end;
create macro surname_of(luck) as
    pick('Alderbrook Amberfield Ashwick Barleycroft Birchmoor Brackenby Bramblecote Brightwater Claymere Cloverley '
        || 'Copsedale Cressbrook Dovecotte Elderfell Fairmeadow Fernhollow Foxcombe Gorsefield Greenhithe Hallowby '
        || 'Hawkmere Hazelmoor Heatherley Hollinside Ivybank Kestrelby Larkfield Lindenhurst Marlowby Meadowcroft '
        || 'Millbeck Mossgrove Nettlecombe Oakenshaw Orchardby Pebblewick Plumtreeby Quarrington Ravenfield Reedmere '
        || 'Rowanby Rushbrook Saltmarsh Sandholme Shalewick Silverdene Sparrowhill Stonegarth Swanmere Thistledown '
        || 'Thornwick Underhilly Valebrook Wetherden Whinfell Willowmere Windlesby Woodcotte Wrensford Yewdale', luck);

-- One row per person, numbered in the order in which the authority first heard of them.
create table person as
with known as (
    select 'story' as sort, child_no as number, concat_ws('-', 'family', family_no) as household, family_no, place,
        born, first_referred as first_day, asylum
    from story_child
    union all
    select 'contact', contact_no, concat_ws('-', 'contact', contact_no), null, 1,
        day - number_between(1, 5600, chance(contact_no, 'age at contact')), day, false
    from loose_contact
    where is_first
    union all
    select 'help', number, concat_ws('-', 'help', number), null, 1,
        day - number_between(100, 5200, chance(help, 'age at help')), day, false
    from help_of_child
    where sort = 'help'
    union all
    -- Mothers of the eldest child of some of the families whose children came into care.
    select 'mother', family_no, concat_ws('-', 'family', family_no), family_no, 0,
        born - number_between(17 * 365, 38 * 365, chance(family_no, 'age of mother')), first_referred, false
    from story_child
    where place = 1 and care and not asylum
    qualify row_number() over (order by chance(family_no, 'mother'), family_no) <= (select looked_after // 2 from size)
),
numbered as (
    select *, row_number() over (order by first_day, sort, number) as person_no from known
)
select *,
    cast(1000000 + person_no as varchar) as person_id,
    lpad(cast(40000 + person_no as varchar), 6, '0') as legacy_id,
    case
        when sort = 'mother' then 'F'
        when born > extract_day() then 'U'
        when asylum then case when chance(person_no, 'sex') < 0.88 then 'M' else 'F' end
        when chance(person_no, 'sex') < 0.515 then 'M'
        else 'F'
    end as sex,
    case when asylum then pick('OOTH OOTH AOTH AOTH BAFR BAFR BOTH WOTH ABAN', chance(person_no, 'ethnicity'))
        else ethnicity_of(household) end as ethnicity,
    sort <> 'mother' and chance(person_no, 'disability') < 0.07 as disabled
from numbered;

-- From here on a story knows its child, and its referral has a number.
create or replace table story as
select
    person.person_id, person.legacy_id, person.sex, person.disabled, person.household,
    cast(3000000 + story.story_no as varchar) as referral_id,
    case
        when story.asylum then 'N8'
        when person.disabled and chance(story.story_no, 'need') < 0.7 then 'N2'
        when story.kind = 'no_action' and chance(story.story, 'need') < 0.3 then 'N0'
        when story.kind = 'assessed' and chance(story.story, 'need') < 0.02 then 'N9'
        else pick('N1 N1 N1 N1 N1 N1 N1 N1 N1 N1 N3 N3 N4 N4 N4 N5 N5 N5 N6 N8', chance(story.story, 'which need'))
    end as need_code,
    story.*
from story
join person on person.sort = 'story' and person.number = story.child_no;

-- A date of birth that is not known yet is an expected one, as the case system keeps it.
create table ssd_person as
select
    legacy_id as pers_legacy_id,
    person_id as pers_person_id,
    case when born between date '2005-01-01' and inspection_day() - 1500 and chance(person_no, 'pupil') < 0.9
        then 'X999' || lpad(cast(person_no as varchar), 9, '0') end as pers_upn,
    case when born > extract_day() then 'Unborn'
        else forename_of(sex, chance(person_no, 'forename')) end as pers_forename,
    surname_of(chance(household, 'surname')) as pers_surname,
    sex as pers_sex,
    case when chance(person_no, 'gender') < 0.001 and born < inspection_day() - 4000 then 'I'
        else sex end as pers_gender,
    case when chance(person_no, 'no ethnicity') > 0.005 then ethnicity end as pers_ethnicity,
    case when born <= extract_day() then born end as pers_dob,
    case when chance(person_no, 'health number') < 0.8 then cast(9990000000 + person_no as varchar)
        end as pers_single_unique_id,
    case when born > inspection_day() - 1500 then 'UN1' end as pers_upn_unknown,
    case when disabled then 'Y' else 'N' end as pers_send_flag,
    case
        when born > extract_day() then born
        when born > first_day then born + number_between(-12, 12, chance(person_no, 'expected'))
    end as pers_expected_dob,
    died.closed as pers_death_date,
    case when sort = 'mother' then 'Y' else 'N' end as pers_is_mother,
    case when asylum then pick('Afghanistan Albania Eritrea Iran Iraq Sudan Vietnam', chance(person_no, 'nation'))
        end as pers_nationality
from person
left join (select person_id, closed from story where close_reason = 'RC2') as died using (person_id);
