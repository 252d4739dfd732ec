-- What else is recorded about people: addresses, families, numbers, disability, immigration, mothers, pre-proceedings.

-- A household moves now and then, and everybody in it; nobody has an address before being born.
create table ssd_address as
with home as (
    select household, turn, moves,
        chance(concat_ws('-', household, turn), 'moved') as luck,
        min_day + cast(floor((extract_day() - min_day) * (turn - 1 + 0.7 * luck) / moves) as integer) as starts
    from (
        select household, min(first_day) - 1500 as min_day,
            cast(pick('1 2 2 3 3 4 4 5', chance(household, 'moves')) as integer) as moves
        from person
        group by household
    ), (select cast(unnest(range(1, moves + 1)) as integer) as turn)
),
spell as (
    select *, lead(starts) over (partition by household order by turn) - 1 as ends from home
)
select
    cast(9000000 + row_number() over (order by person.person_no, spell.turn) as varchar) as addr_table_id,
    person.person_id as addr_person_id,
    'HOME' as addr_address_type,
    greatest(spell.starts, person.born) as addr_address_start_date,
    spell.ends as addr_address_end_date,
    postcode as addr_address_postcode,
    '{"ROOM": "", "FLOOR": "", "FLAT": "", "BUILDING": "", "HOUSE": "'
        || number_between(1, 180, chance(address, 'house')) || '", "STREET": "'
        || pick_from(['Alder Row', 'Bridge Lane', 'Chapel Street', 'Dock Road', 'Elm Grove'], chance(address, 'street'))
        || '", "TOWN": "Anyborough", "UPRN": ""}' as addr_address_json
from (
    select *, concat_ws('-', household, turn) as address,
        'AY' || number_between(1, 9, chance(address, 'district')) || ' '
            || number_between(1, 9, chance(address, 'sector'))
            || pick('A B D E F G H J L N P Q R S T U W X Y Z', chance(address, 'unit 1'))
            || pick('A B D E F G H J L N P Q R S T U W X Y Z', chance(address, 'unit 2')) as postcode
    from spell
) as spell
join person using (household)
where (spell.ends is null or spell.ends > person.born) and person.born <= inspection_day();

create table ssd_family as
select 'FM' || person_no as fami_table_id, household as fami_family_id, person_id as fami_person_id
from person;

create table ssd_linked_identifiers as
select
    'LI' || person_no || '-' || kind as link_table_id,
    person_id as link_person_id,
    case kind when 1 then 'NHS Number' else 'Former Unique Pupil Number' end as link_identifier_type,
    case when kind = 1 then cast(9990000000 + person_no as varchar) when chance(person_no, 'old number') < 0.9
        then 'Y999' || lpad(cast(person_no as varchar), 9, '0') else 'SSD_PH' end as link_identifier_value,
    greatest(born, date '2010-09-01') as link_valid_from_date,
    case when kind = 2 then greatest(born, date '2010-09-01') + 700 end as link_valid_to_date
from person, (select unnest(range(1, 3)) as kind)
where kind = 1 and born <= inspection_day() and chance(person_no, 'linked') < 0.7
    or kind = 2 and born < date '2016-01-01' and chance(person_no, 'linked before') < 0.35;

-- Codes of the children in need census. For many children nothing is recorded, which is not the same as "none".
create table ssd_disability as
with recorded as (
    select person_no, person_id, 'some' as kind, turn
    from person, (select unnest(range(1, 3)) as turn)
    where disabled and sort = 'story' and (turn = 1 or chance(person_no, 'two disabilities') < 0.4)
    union all
    select person_no, person_id, 'none', 1
    from person
    where not disabled and sort = 'story' and chance(person_no, 'asked about disability') < case
        when person_id in (select person_id from story where closed is null or closed > inspection_day() - 250)
            then 0.45
        else 0.02
    end
)
select
    'DS' || person_no || '-' || turn as disa_table_id,
    person_id as disa_person_id,
    case
        when kind = 'none' then 'NONE'
        when turn = 1 then pick('LD LD AUT AUT AUT BEH MOB', chance(person_no, 'which disability'))
        else pick('COMM COMM VIS HEAR INC PC DDA CON HAND', chance(person_no, 'other disability'))
    end as disa_disability_code
from recorded;

-- Unaccompanied asylum seeking children are so until they are 18. Other people's statuses are in words.
create table ssd_immigration_status as
select
    'IM' || story_no as immi_immigration_status_id, person_id as immi_person_id,
    care_start as immi_immigration_status_start_date,
    care_end as immi_immigration_status_end_date,
    'Unaccompanied Asylum Seeking Child (UASC)' as immi_immigration_status
from care_period
where asylum
union all
select
    'IM' || person_id, person_id, greatest(born, first_day - 400), null,
    pick_from(
        ['British Citizen', 'British Citizen', 'EU Settled Status', 'Indefinite Leave to Remain', 'Asylum Seeker'],
        chance(person_no, 'status')
    )
from person
where sort = 'story' and not asylum and born <= inspection_day() and chance(person_no, 'has status') < 0.07;

create table ssd_mother as
select 'MO' || mother.person_no as moth_table_id, mother.person_id as moth_person_id,
    child.person_id as moth_childs_person_id, child.born as moth_childs_dob
from person as mother
join person as child on child.sort = 'story' and child.family_no = mother.family_no and child.place = 1
where mother.sort = 'mother';

-- The stage before care proceedings, for one plan in seven.
create table ssd_pre_proceedings as
select
    'PR' || story_no as prep_table_id, person_id as prep_person_id, household as prep_plo_family_id,
    decided as prep_pre_pro_decision_date, decided + 12 as prep_initial_pre_pro_meeting_date,
    case when care_start is not null then 'Issue Care Proceedings' when decided + 120 > inspection_day() then null
        else 'Step down' end as prep_pre_pro_outcome,
    case when decided + 120 <= inspection_day() then decided + 120 end as prep_agree_stepdown_issue_date,
    1 as prep_cp_plans_referral_period,
    case when care_start is not null then 'Issue' else 'PLO' end as prep_legal_gateway_outcome,
    '0' as prep_prev_pre_proc_child, '0' as prep_prev_care_proc_child, decided + 3 as prep_pre_pro_letter_date,
    care_start as prep_care_pro_letter_date,
    number_between(1, 4, chance(story_no, 'meetings')) as prep_pre_pro_meetings_num,
    pick('Y Y Y N', chance(story_no, 'represented')) as prep_pre_pro_parents_legal_rep,
    case when care_start is not null then 'Y' end as prep_parents_legal_rep_point_of_issue,
    case when care_start is not null then 'AY' || story_no || 'C' end as prep_court_reference,
    case when care_start is not null then number_between(1, 6, chance(story_no, 'hearings'))
        end as prep_care_proc_court_hearings,
    'N' as prep_care_proc_short_notice, cast(null as varchar) as prep_proc_short_notice_reason,
    'Y' as prep_la_inital_plan_approved, 'Remain with parents' as prep_la_initial_care_plan,
    cast(null as varchar) as prep_la_final_plan_approved, cast(null as varchar) as prep_la_final_care_plan,
    -- What the census of 2026-27 asks for besides: most letters offer a family meeting, and most offers are taken up.
    case when chance(story_no, 'start recorded') < 0.8 then decided end as prep_pre_pro_start_date,
    pick('Y Y Y Y N', chance(story_no, 'family meeting')) as prep_fgdm_meeting_offer,
    case when prep_fgdm_meeting_offer = 'Y' then pick('Y Y N', chance(story_no, 'they met')) end as prep_fgdm_meeting_fac,
    care_start as prep_court_app_date
from (select *, on_or_after(protection_start + 30) as decided from story
    where protection_start is not null and chance(story, 'pre-proceedings') < 0.14)
where decided < inspection_day() - 20 and decided >= window_start();

-- Tables that the standard keeps a place for and no case system fills: headings without rows.
create table ssd_send (
    send_table_id varchar, send_person_id varchar, send_upn varchar, send_uln varchar, send_upn_unknown varchar
);
create table ssd_sen_need (
    senn_table_id varchar, senn_active_ehcp_id varchar, senn_active_ehcp_need_type varchar,
    senn_active_ehcp_need_rank varchar
);
create table ssd_ehcp_requests (
    ehcr_ehcp_request_id varchar, ehcr_send_table_id varchar, ehcr_ehcp_req_date date,
    ehcr_ehcp_req_outcome_date date, ehcr_ehcp_req_outcome varchar
);
create table ssd_ehcp_assessment (
    ehca_ehcp_assessment_id varchar, ehca_ehcp_request_id varchar, ehca_ehcp_assessment_outcome_date date,
    ehca_ehcp_assessment_outcome varchar, ehca_ehcp_assessment_exceptions varchar
);
create table ssd_ehcp_named_plan (
    ehcn_named_plan_id varchar, ehcn_ehcp_asmt_id varchar, ehcn_named_plan_start_date date,
    ehcn_named_plan_ceased_date date, ehcn_named_plan_ceased_reason varchar
);
create table ssd_ehcp_active_plans (
    ehcp_active_ehcp_id varchar, ehcp_ehcp_request_id varchar, ehcp_active_ehcp_last_review_date date
);
create table ssd_s251_finance (
    s251_table_id varchar, s251_cla_placement_id varchar, s251_placeholder_1 varchar, s251_placeholder_2 varchar,
    s251_placeholder_3 varchar, s251_placeholder_4 varchar
);
create table ssd_voice_of_child (
    voch_table_id varchar, voch_person_id varchar, voch_explained_worries varchar, voch_story_help_understand varchar,
    voch_agree_worker varchar, voch_plan_safe varchar, voch_tablet_help_explain varchar
);
