-- Young people who are leaving or have left care. The case system holds a row for every contact and eligibility.

-- Who they are: those of 16 and 17 in care for 13 weeks, those who left at 16 or 17, and enough of those who turned 18
-- in care to make the authority's number; a few of the others are no longer eligible.
create table care_leaver as
with known as (
    select story_no, person_id, sex, born, kind, asylum, care_start, coalesce(care_end, inspection_day()) as left_care,
        case
            when kind = 'open_care_16' then 'E'
            when qualifies_only then 'Q'
            when kind = 'sixteen' and born > inspection_day() - 6574 then 'R'
            when kind in ('sixteen', 'eighteen') then 'FR'
        end as category
    from story
    where kind in ('open_care_16', 'sixteen', 'eighteen')
),
-- Those who left in the last months come first among those formerly relevant, then the young; of the older ones it
-- depends on whether they want support.
ranked as (
    select *,
        row_number() over (
            partition by category
            order by left_care < inspection_day() - 200, born < inspection_day() - 7670,
                chance(story_no, 'wants support'), story_no
        ) as turn,
        (select care_leavers from size) - count(*) filter (category in ('Q', 'R')) over () as formerly_relevant
    from known
)
select * replace (case when category = 'FR' and turn > formerly_relevant then 'NONE' else category end as category),
    row_number() over (partition by category in ('Q', 'R') or category = 'FR' and turn <= formerly_relevant
        order by chance(story_no, 'in touch'), story_no) as luck_turn
from ranked
where category <> 'FR' or turn <= formerly_relevant + (select care_leavers // 5 from size);

-- How things stand at the latest contact, in the shares of the real borough: 264 of 269 in touch, 254 in suitable
-- accommodation, 208 in education, employment or training.
create table leaving_contact as
with standing as (
    select *, size.care_leavers as leavers,
        category in ('Q', 'R', 'FR') and luck_turn <= round(care_leavers * 0.0186) as out_of_touch,
        category in ('Q', 'R', 'FR') and luck_turn <= round(care_leavers * 0.0558) as unsuitable,
        row_number() over (
            partition by category in ('Q', 'R', 'FR'), out_of_touch order by chance(story_no, 'activity'), story_no
        ) as activity_turn
    from care_leaver, size
)
select
    *, concat_ws('-', story_no, back) as contact,
    category in ('Q', 'R', 'FR') and not out_of_touch and activity_turn > round(leavers * 0.7732) as not_active,
    on_or_before(
        inspection_day() - case when out_of_touch then 120 when category = 'NONE' then 500 else 0 end
        - number_between(0, 60, chance(story_no, 'latest contact')) - 56 * back
        - number_between(0, 10, chance(contact, 'day'))
    ) as day
from standing, (select cast(unnest(range(0, 8)) as integer) as back)
where back = 0 or day > case when category = 'E' then greatest(care_start + 91, born + 5844)
    else greatest(left_care, born + 5844) end;

create table leaving_asked as
select *, on_or_before(inspection_day()) as worker_day from leaving_contact;

create table ssd_care_leavers as
with adviser as (
    select number, professional_id, desk_holder.team_id, max(number) over () as desks
    from desk_holder
    join worker using (professional_no)
    where desk_holder.sort = 'leaving' and inspection_day() >= from_day
        and inspection_day() < coalesce(to_day, date '9999-12-31')
),
answer as (
    select *,
        case
            when back = 0 and out_of_touch then pick('NO NO REFU NREQ RHOM', (luck_turn - 0.5) / 5 % 1)
            when category = 'NONE' then 'NREQ'
            else 'YES'
        end as touch,
        case
            when back = 0 and unsuitable then pick('W S V X', chance(contact, 'where'))
            when category = 'E' then pick('C D Y Y Y', chance(contact, 'where'))
            when day - born < 6575 then pick('B D E', chance(contact, 'where'))
            else pick('U U U U U D D D D B B B Z Z E K T', chance(story_no, 'where'))
        end as home,
        case
            when not_active then case when sex = 'F' and chance(story_no, 'why not') < 0.3 then 'G6'
                else pick('G4 G5 G5', chance(story_no, 'why not')) end
            when category = 'E' then pick('F2 F2 F2 F2 P2 F4 G5', chance(story_no, 'doing'))
            else pick('F1 F2 F2 F2 F2 F4 F5 F5 F5 P5 P2', chance(story_no, 'doing'))
        end as doing
    from worker_on('leaving_asked')
)
select
    -- The case system makes a new one of these at every extract.
    regexp_replace(md5(concat_ws('|', getvariable('seed'), contact)), '(.{8})(.{4})(.{4})(.{4})(.{12})',
        '\1-\2-\3-\4-\5') as clea_table_id,
    person_id as clea_person_id,
    case
        when category = 'E' then 'Eligible'
        when category = 'Q' then 'Qualifying'
        when category = 'R' or category = 'FR' and back > 0 and day - born < 6575 then 'Relevant'
        when category = 'FR' then 'Former Relevant'
        else 'No Current Eligibility'
    end as clea_care_leaver_eligibility,
    case touch
        when 'YES' then 'Yes - in touch'
        when 'NO' then 'No - not in touch'
        when 'REFU' then 'Refuses contact'
        when 'NREQ' then 'Service no longer required'
        else 'Returned home for 6 months or more'
    end as clea_care_leaver_in_touch,
    at_office_hours(day, chance(contact, 'time')) as clea_care_leaver_latest_contact,
    case when touch = 'YES' then home || ' - ' || case home
        when 'B' then 'With parents or relatives'
        when 'C' then 'Community home'
        when 'D' then 'Semi-independent'
        when 'E' then 'Supported lodgings'
        when 'K' then 'Ordinary lodgings'
        when 'S' then 'No fixed abode'
        when 'T' then 'Foyer'
        when 'U' then 'Independent living'
        when 'V' then 'Emergency accommodation'
        when 'W' then 'Bed and breakfast'
        when 'X' then 'In custody'
        when 'Z' then 'With former foster carer'
        else 'Other accommodation'
    end end as clea_care_leaver_accommodation,
    case when touch = 'YES' then case when home in ('W', 'S', 'V', 'X') then 'Unsuitable' else 'Suitable' end
        end as clea_care_leaver_accom_suitable,
    case when touch = 'YES' then case doing
        when 'F1' then 'F1 - Full time in higher education'
        when 'F2' then 'F2 - Full time in education other than higher'
        when 'F4' then 'F4 - Full time apprenticeship'
        when 'F5' then 'F5 - Full time training or employment'
        when 'P2' then 'P2 - Part time in education other than higher'
        when 'P5' then 'P5 - Part time training or employment'
        when 'G4' then 'NEET: illness or disability'
        when 'G5' then 'NEET: other circumstances'
        else 'NEET: pregnancy or parenting'
    end end as clea_care_leaver_activity,
    -- The case system writes 1900-01-01 where there is no plan yet.
    case
        when chance(story_no, 'pathway') < 0.03 then date '1900-01-01'
        when chance(story_no, 'pathway') < 0.9
            then on_or_before(inspection_day() - number_between(3, 180, chance(story_no, 'reviewed')))
        else on_or_before(inspection_day() - number_between(3, 320, chance(story_no, 'reviewed')))
    end as clea_pathway_plan_review_date,
    adviser.professional_id as clea_care_leaver_personal_advisor,
    case when category = 'E' then answer.team_id else adviser.team_id end as clea_care_leaver_allocated_team,
    case when category = 'E' then answer.professional_id else adviser.professional_id end as clea_care_leaver_worker_id
from answer
join adviser on adviser.number = 1 + answer.story_no % adviser.desks;
