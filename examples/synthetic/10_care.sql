-- Children in care: periods of care made of episodes, legal statuses and placements, and what the adoption plan was.

create table care_period as
select *, cast(7000000 + story_no as varchar) as period_id, coalesce(care_end, inspection_day()) as last_day
from story
where care_start is not null;

-- Children for whom adoption was the plan: those adopted, those waiting, and some for whom the plan was given up.
create table adoption as
with decided as (
    select story_no, person_id, legacy_id, period_id, kind, care_start, care_end,
        cast(last_day - care_start as integer) as length,
        1 + row_number() over (partition by kind order by chance(story_no, 'stage'), story_no) % 3 as stage,
        chance(story_no, 'fostering for adoption') < 0.25 as fostering
    from care_period
    where kind in ('adopted', 'open_adoption')
)
select *,
    on_or_before(care_start + length * 3 // 10) as decision,
    case when kind = 'adopted' or stage > 1 then on_or_before(care_start + length * 4 // 10) end as placement_order,
    case when kind = 'adopted' or stage > 2 then on_or_before(care_start + length * 6 // 10) end as matched,
    case when kind = 'adopted' or stage > 2 then on_or_before(care_start + length * 7 // 10) end as placed,
    case when fostering then on_or_after(care_start + 1) end as fostered,
    care_end as ordered,
    cast(null as date) as reversed, cast(null as varchar) as reversal_reason
from decided
union all by name
-- Given up: young children still in care, two of them in the year before the inspection and the others before it.
select story_no, person_id, legacy_id, period_id, kind, care_start, care_end,
    on_or_after(care_start + 240) as decision,
    case when turn <= 2 then on_or_before(inspection_day() - number_between(20, 340, chance(story_no, 'reversed')))
        else working_day_in(care_start + 250, inspection_day() - 400, chance(story_no, 'reversed')) end as reversed,
    pick('RD1 RD2 RD3 RD4', chance(story_no, 'why reversed')) as reversal_reason, 4 as stage, false as fostering
from (
    select *, row_number() over (order by chance(story_no, 'given up'), story_no) as turn
    from care_period
    where kind = 'open_care' and care_start < inspection_day() - 700 and care_start - born < 2200
)
where turn <= (select adoptions_a_year * 4 // 3 from size);

-- How orders follow each other: each step comes some days after the one before.
create table legal_path as
select * from (values
    ('agreed', 1, 'V2', 0, 0),
    ('agreed first', 1, 'V2', 0, 0), ('agreed first', 2, 'C1', 45, 120), ('agreed first', 3, 'C2', 190, 300),
    ('interim', 1, 'C1', 0, 0), ('interim', 2, 'C2', 190, 300),
    ('emergency', 1, 'L2', 0, 0), ('emergency', 2, 'C1', 6, 14), ('emergency', 3, 'C2', 200, 300),
    ('police', 1, 'L1', 0, 0), ('police', 2, 'V2', 1, 3), ('police', 3, 'C1', 40, 90), ('police', 4, 'C2', 190, 300),
    ('remand', 1, 'J1', 0, 0), ('remand', 2, 'V2', 60, 120),
    ('adoption', 1, 'C1', 0, 0)
) as step(path, step, status, least_days, most_days);

create table legal_change as
with path as (
    select *, case
        when asylum then 'agreed'
        when kind in ('adopted', 'open_adoption') then 'adoption'
        when kind in ('guardianship', 'residence') then 'interim'
        when care_start - born > 4800 and chance(story, 'path') < 0.05 then 'remand'
        when kind = 'home' and chance(story, 'path') < 0.6 then 'agreed'
        else pick_from(
            ['agreed', 'agreed first', 'agreed first', 'agreed first', 'interim', 'interim', 'interim', 'interim',
                'emergency', 'police'],
            chance(story, 'which path')
        )
    end as path
    from care_period
),
dated as (
    select path.story_no, path.last_day, path.care_end, legal_path.step, legal_path.status,
        care_start + cast(sum(number_between(least_days, most_days, chance(concat_ws('-', story, step), 'order')))
            over (partition by path.story_no order by step) as integer) as starts
    from path
    join legal_path using (path)
    union all
    select adoption.story_no, coalesce(care_end, inspection_day()), care_end, 2, 'E1', placement_order
    from adoption
    where placement_order is not null
)
select story_no, starts, status, step
from dated
where step = 1 or starts < last_day;

-- When a child moves. Some placements last, some break down again and again; an order now and then comes with a move.
create table move as
with pace as (
    select *, case
        when kind in ('adopted', 'open_adoption') then 5000
        when chance(story_no, 'stable') < 0.55 then 2500
        when chance(story_no, 'stable') < 0.84 then 380
        else 120
    end as gap
    from care_period
),
moved as (
    select story_no, care_start as starts, false as for_adoption, false as with_order from pace
    union
    select story_no, starts, false, false
    from (
        select *, chance(concat_ws('-', story_no, turn), 'move') as luck,
            care_start + cast(floor(gap * (turn - 0.6 + 0.5 * luck)) as integer) as starts
        from pace, (select unnest(range(1, 25)) as turn)
    )
    where starts < last_day - 3 and starts > care_start + 6
    union
    select story_no, legal_change.starts, false, true
    from legal_change
    join pace using (story_no)
    where step > 1 and status <> 'E1' and chance(concat_ws('-', story_no, step), 'moved with order') < 0.12
    union
    select story_no, placed, true, false from adoption where placed is not null
)
select *,
    starts > min(starts) over (partition by story_no) and not for_adoption
        and chance(concat_ws('-', story_no, starts), 'same carer') < case when with_order then 0.35 else 0.06 end
        as same_carer
from moved;

-- An episode begins with every move and every order. The status and the placement run on until they change.
create table care_episode as
with change as (
    select story_no, starts, bool_or(moves) as moves, bool_or(same_carer) as same_carer,
        bool_or(for_adoption) as for_adoption, max(status) as new_status
    from (
        select story_no, starts, true as moves, same_carer, for_adoption, null as status from move
        union all
        select story_no, starts, false, false, false, status from legal_change
    )
    group by story_no, starts
)
select
    change.*,
    row_number() over child as episode_no,
    sum(case when moves then 1 else 0 end) over child as placement_no,
    last_value(new_status ignore nulls) over child as status,
    case
        when row_number() over child = 1 then 'S'
        when moves and new_status is not null then case when same_carer then 'U' else 'B' end
        when moves then case when same_carer then 'T' else 'P' end
        else 'L'
    end as start_reason,
    lead(starts) over child as next_starts,
    care_period.care_start, care_period.care_end, care_period.last_day, care_period.period_id, care_period.referral_id,
    care_period.person_id, care_period.born, care_period.kind, care_period.asylum, care_period.need_code
from change
join care_period using (story_no)
window child as (partition by story_no order by starts);

-- What kind of placement, by age, order and plan; who provides it; and where it is.
create table placement as
with begun as (
    select care_episode.*, adoption.fostering, concat_ws('-', story_no, placement_no) as placement,
        (starts - born) // 365 as age, lead(starts) over (partition by story_no order by starts) as moved_on
    from care_episode
    left join adoption using (story_no)
    where moves
),
typed as (
    select *, chance(placement, 'type') as luck,
        case
            when for_adoption then case when fostering then 'A5' else 'A6' end
            when kind in ('adopted', 'open_adoption') then case when fostering then 'U5' else 'U6' end
            when status = 'J1' then pick('K1 R5 U6 U6', luck)
            when age >= 16 then pick('H5 H5 H5 U6 U6 U4 K2 U3', luck)
            when asylum then 'U6'
            when kind in ('guardianship', 'residence') then pick('U1 U3 U3 U6', luck)
            when age < 2 then pick('U6 U6 U6 U6 U6 U3 U3 R3 U4', luck)
            when status in ('C1', 'C2') and luck < 0.06 then 'P1'
            when age >= 8 then pick('U6 U6 U6 U6 U4 U4 U4 U4 U1 U3 U3 K2 K2 K2 K2 S1 R1', luck)
            else pick('U6 U6 U6 U6 U6 U4 U4 U4 U4 U1 U3 U3 U3', luck)
        end as type
    from begun
),
provided as (
    select *, case
        when type = 'P1' then 'PR0'
        when type in ('U1', 'U3', 'A5', 'A6', 'U5') then 'PR1'
        when type in ('U4', 'U6') then pick('PR1 PR1 PR1 PR1 PR4 PR4 PR4 PR4 PR5', chance(placement, 'provider'))
        when type = 'K1' then 'PR2'
        when type = 'R5' then 'PR3'
        else pick('PR4 PR4 PR4 PR4 PR5', chance(placement, 'provider'))
    end as provider
    from typed
)
select
    *,
    cast(7400000 + row_number() over (order by starts, story_no) as varchar) as placement_id,
    coalesce(moved_on, care_end) as ends,
    chance(placement, 'near') < case when provider in ('PR0', 'PR1') then 0.65 else 0.2 end as is_near,
    -- Well-formed postcodes of districts that are not in use.
    pick_from(
        [('Barking and Dagenham', 'RM69'), ('Bexley', 'DA59'), ('Croydon', 'CR79'), ('Enfield', 'EN49'),
            ('Essex', 'CM59'), ('Hertfordshire', 'SG59'), ('Kent', 'CT59'), ('Luton', 'LU59'), ('Medway', 'ME49'),
            ('Newham', 'E69'), ('Redbridge', 'IG39')],
        chance(placement, 'where')
    ) as area,
    ' ' || number_between(1, 9, chance(placement, 'sector'))
        || pick('A B D E F G H J L N P Q R S T U W X Y Z', chance(placement, 'unit 1'))
        || pick('A B D E F G H J L N P Q R S T U W X Y Z', chance(placement, 'unit 2')) as inward
from provided;
