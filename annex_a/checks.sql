-- What the rules share. It runs when every list is there, under its own name: list_07_child_protection, with one row a
-- row of the list and, before its columns, row_no. Coded columns hold keys: 'Y', 'L2', 'RC8'.

-- Whether a text is a code of a set. What no code map knows stays in the list in its own words and is told elsewhere.
create macro is_code(of_set, words) as
    exists (select * from code as accepted where accepted.code_set = of_set and accepted.key = words);

-- Whether one of several dates lies before one that stands to its left. Blank dates are passed over.
create macro out_of_order(dates) as
    list_filter(dates, lambda d: d is not null) <> list_sort(list_filter(dates, lambda d: d is not null));

-- What is still open on the lists: early help, assessments, enquiries that nobody has decided on, cases, plans and care.
create table open_row as
select 'list_02_early_help' as list, child_id, null::varchar as allocated_worker from list_02_early_help
where eh_end_date is null
union all
select 'list_04_assessments', child_id, allocated_worker from list_04_assessments where assessment_auth_date is null
union all
select 'list_05_section_47', child_id, allocated_worker from list_05_section_47
where icpc_unnecessary is null and icpc_date is null
union all
select 'list_06_children_in_need', child_id, allocated_worker from list_06_children_in_need
where cin_closure_date is null
union all
select 'list_07_child_protection', child_id, allocated_worker from list_07_child_protection
where cpp_end_date is null
union all
select 'list_08_children_in_care', child_id, allocated_worker from list_08_children_in_care
where lac_end_date is null;

-- Whether a team or worker is not named: nothing, or words that stand for nobody. A bare number may be a staff number.
create macro names_nobody(words) as coalesce(
    regexp_full_match(lower(trim(words)),
        '\W*|-?1|0+|9{2,}|x+|n/?k|tb[acd]|none|nil|no ?one|nobody|unknown|not (known|recorded|applicable)|vacan(t|cy)'
        || '|(no|un|not|not yet|to be|awaiting|pending)[ -]?(allocat\w*|assign\w*|worker|social worker|team)'
        || '( (worker|social worker|team|cases?))?'),
    true);

-- Whether a text says Unknown where only Yes or No is asked for.
create macro says_unknown(words) as regexp_full_match(lower(trim(words)), '([a-z]\)\s*)?(u|unknown|not known)');

-- Referrals that were not taken further, of children who had no open case, with the day of the child's next referral.
-- A child with an open case is known by the list of children in need or by an assessment that was going on. What starts
-- for such a child, or for one with another referral on the same day that was taken further, is not of this referral.
create table referral_not_taken_further as
with referral as (
    select
        row_no,
        child_id,
        referral_nfa,
        referral_date,
        min(referral_date) over (
            partition by child_id order by referral_date range between interval 1 day following and unbounded following
        ) as next_referral_date
    from list_03_referrals
)
select referral.row_no, referral.child_id, referral.referral_date, referral.next_referral_date
from referral
anti join referral as taken_further
    on taken_further.child_id = referral.child_id
    and taken_further.referral_date = referral.referral_date
    and taken_further.referral_nfa is distinct from 'Y'
anti join list_06_children_in_need as need
    on need.child_id = referral.child_id
    and need.cin_start_date < referral.referral_date
    and (need.cin_closure_date is null or need.cin_closure_date >= referral.referral_date)
anti join list_04_assessments as assessment
    on assessment.child_id = referral.child_id
    and assessment.assessment_start_date < referral.referral_date
    and (assessment.assessment_auth_date is null or assessment.assessment_auth_date >= referral.referral_date)
where referral.referral_nfa = 'Y';

-- What the list of section 47 enquiries itself shows of the 12 months before each child's latest enquiry, which does
-- not count, and whether that one led to a conference. An enquiry is settled when its conference is dated or none was
-- needed. Rows that repeat count once, and conferences without an enquiry of their own do not count.
create table section_47_history as
with enquiry as (
    select
        list_05_section_47.*,
        max(s47_start_date) over (partition by child_id) as latest_start,
        latest_start - interval 12 months as counted_from,
        s47_start_date = latest_start as is_latest
    from list_05_section_47
    cross join inspection
    where child_id is not null and s47_start_date <= inspection.day
)
select
    child_id,
    count(distinct s47_start_date) filter (not is_latest and s47_start_date >= counted_from) as earlier_enquiries,
    count(distinct icpc_date)
        filter (not is_latest and icpc_date >= counted_from and icpc_date <= latest_start) as earlier_conferences,
    bool_and(is_latest or icpc_date is not null or icpc_unnecessary = 'Y') as earlier_are_settled,
    bool_or(is_latest and icpc_date is not null) as latest_led_to_conference
from enquiry
group by child_id;

-- Whether a name under LA of Placement is that of an authority in England.
create macro in_england(named) as exists (
    select * from code as known
    where known.code_set = 'la_of_placement' and known.label = 'Authority in England' and known.key = named
);

-- The name this authority gives itself: the one beside more than half of the placements inside its area.
create table own_area as
select la_of_placement as own_name
from list_08_children_in_care
where placement_location = 'IN' and la_of_placement not in ('NIR', 'WAL', 'SCO', 'NUK', 'CON')
group by la_of_placement
having count(*) * 2 > (
    select count(*) from list_08_children_in_care
    where placement_location = 'IN' and la_of_placement not in ('NIR', 'WAL', 'SCO', 'NUK', 'CON')
);

-- Whether a cell holds nothing, or words that stand for nothing.
create macro says_nothing(words, blanks) as
    coalesce(trim(words) = '' or list_contains(blanks, lower(trim(words))), true);

-- What Excel, LibreOffice and reporting tools put where a value could not be worked out or shown: #N/A, #REF!, Err:502,
-- #MULTIVALUE, and the ######## that a narrow column leaves in a CSV file.
create macro is_spreadsheet_error(words) as regexp_full_match(
    words,
    '\s*(#(N/A|DIV/0!|[A-Z]+[!?]|GETTING_DATA|MULTIVALUE|ERROR|SYNTAX|OVERFLOW|UNAVAILABLE|#+)|Err:[0-9]{3})\s*'
);

-- The day that a text names, of whatever century; nothing where it names none.
create macro has_two_figure_year(words) as
    regexp_matches(words, '^\s*\d{1,2}[/. -](\d{1,2}|[A-Za-z]{3,9})[/. -]\d{2}(\D|$)');

create macro day_named(words) as
    coalesce(
        try_cast(trim(words) as timestamp),
        try_strptime(split_part(trim(words), ' ', 1), ['%d/%m/%Y', '%d-%m-%Y', '%d.%m.%Y', '%d-%b-%Y', '%Y%m%d']),
        try_strptime(trim(words), ['%d %b %Y', '%d %B %Y'])
    )::date;

-- One row per row of every list: what it says of a child, and when what it is about began and ended. An event of one
-- day ends as it begins; of care leavers and adopters nothing of the kind is said. "repeats" is whether an earlier row of
-- the list says the same in every column. A condition finds its own row here by this.list and this.row_no.
create table everybody as
select
    * exclude (says),
    row_number() over (partition by list, says order by row_no) > 1 as repeats
from (
    select
        'list_01_contacts' as list, row_no, hash(*columns(this.* exclude (row_no))) as says,
        child_id, gender, ethnicity, date_of_birth, age, contact_date as began, contact_date as ended
    from list_01_contacts as this
    union all by name
    select
        'list_02_early_help' as list, row_no, hash(*columns(this.* exclude (row_no))) as says,
        child_id, gender, ethnicity, date_of_birth, age, eh_start_date as began, eh_end_date as ended
    from list_02_early_help as this
    union all by name
    select
        'list_03_referrals' as list, row_no, hash(*columns(this.* exclude (row_no))) as says,
        child_id, gender, ethnicity, date_of_birth, age, allocated_worker,
        referral_date as began, referral_date as ended
    from list_03_referrals as this
    union all by name
    select
        'list_04_assessments' as list, row_no, hash(*columns(this.* exclude (row_no))) as says,
        child_id, gender, ethnicity, date_of_birth, age, disability, allocated_worker,
        assessment_start_date as began, assessment_auth_date as ended
    from list_04_assessments as this
    union all by name
    select
        'list_05_section_47' as list, row_no, hash(*columns(this.* exclude (row_no))) as says,
        child_id, gender, ethnicity, date_of_birth, age, disability, allocated_worker,
        s47_start_date as began, s47_start_date as ended
    from list_05_section_47 as this
    union all by name
    select
        'list_06_children_in_need' as list, row_no, hash(*columns(this.* exclude (row_no))) as says,
        child_id, gender, ethnicity, date_of_birth, age, disability, allocated_worker,
        cin_start_date as began, cin_closure_date as ended
    from list_06_children_in_need as this
    union all by name
    select
        'list_07_child_protection' as list, row_no, hash(*columns(this.* exclude (row_no))) as says,
        child_id, gender, ethnicity, date_of_birth, age, disability, allocated_worker,
        cpp_start_date as began, cpp_end_date as ended
    from list_07_child_protection as this
    union all by name
    select
        'list_08_children_in_care' as list, row_no, hash(*columns(this.* exclude (row_no))) as says,
        child_id, gender, ethnicity, date_of_birth, age, disability, allocated_worker,
        lac_start_date as began, lac_end_date as ended
    from list_08_children_in_care as this
    union all by name
    select
        'list_09_care_leavers' as list, row_no, hash(*columns(this.* exclude (row_no))) as says,
        child_id, gender, ethnicity, date_of_birth, age, disability, allocated_worker, latest_contact_date
    from list_09_care_leavers as this
    union all by name
    select
        'list_10_adoption' as list, row_no, hash(*columns(this.* exclude (row_no))) as says,
        child_id, gender, ethnicity, date_of_birth, age, disability,
        shobpa_date as began, coalesce(adoption_order_date, reversal_date) as ended
    from list_10_adoption as this
    union all by name
    select
        'list_11_adopters' as list, row_no, hash(*columns(this.* exclude (row_no))) as says
    from list_11_adopters as this
);

-- A code in the words of its label; what is no code of the set stays as it is.
create macro words_of_code(of_set, key_or_words) as coalesce(
    (select accepted.label from code as accepted where accepted.code_set = of_set and accepted.key = key_or_words), key_or_words);
