-- Contacts and early help: of children with a story, and of many more who are known from nothing else.

-- Each referral begins with a contact, and most stories see another one before, during or soon after.
create table story_contact as
select child_no, story_no, true as is_referral,
    working_days_after(referred, case when chance(story, 'contact first') < 0.25 then -1 else 0 end) as day
from story
where referred > window_start()
union all
select child_no, story_no, false, day
from (
    select *, working_day_in(
        referred - 150,
        least(case when kind = 'adopted' or close_reason = 'RC2' then closed - 1
            else coalesce(closed, inspection_day()) + 60 end, inspection_day()),
        chance(story_no, 'other contact')
    ) as day
    from story
    where kind <> 'eighteen' and chance(story_no, 'another contact') < 0.8
)
where day >= window_start() and day between born - 200 and born + 6500;

-- The year's other contacts, evenly spread. Fewer came in the year of the pandemic.
create table loose_contact as
with wanted as (
    select year_no, cast(round(contacts_a_year * [0.95, 0.97, 1.0, 0.86, 0.98, 1.0][year_no]) as integer)
        - (select count(*) from story_contact where day between year_start(year_no) and year_end(year_no)) as contacts
    from size, (select unnest(range(1, 7)) as year_no)
)
select
    row_number() over (order by year_no, number) as contact_no,
    working_day_in(year_start(year_no), year_end(year_no),
        (number + 1 - chance(concat_ws('-', year_no, number), 'contact')) / contacts) as day,
    chance(concat_ws('-', year_no, number), 'new child') < 0.44 or year_no = 1 and number = 0 as is_first,
    cast(1 + floor(contacts * 1.1 * power(chance(concat_ws('-', year_no, number), 'since'), 2)) as integer)
        as contacts_since
from wanted, unnest(range(contacts)) as numbers(number);

-- A contact about a child seen before belongs to the child first seen so many contacts ago.
create table contact_of_child as
select contact_no, contact_no as first_contact_no, day
from loose_contact
where is_first
union all
select later.contact_no, first.contact_no, later.day
from (
    select contact_no, day, greatest(1, contact_no - contacts_since) as back_at from loose_contact where not is_first
) as later
asof join (select contact_no from loose_contact where is_first) as first on first.contact_no <= later.back_at;

-- Early help fell after it was redesigned. One in four follows a case closed with a referral to early help, half follow
-- a contact, and the others are known from early help alone.
create table help as
with wanted as (
    select year_no, cast(round(early_help_episodes_a_year * [2.5, 2.4, 2.3, 2.0, 1.6, 1.0][year_no]) as integer)
        as episodes
    from size, (select unnest(range(1, 7)) as year_no)
),
episode as (
    select concat_ws('-', year_no, number) as help, episodes,
        working_day_in(year_start(year_no), year_end(year_no),
            (number + 1 - chance(concat_ws('-', year_no, number), 'help')) / episodes) as day
    from wanted, unnest(range(episodes)) as numbers(number)
)
select help, day, chance(help, 'from') as came_from, day - number_between(5, 60, chance(help, 'since')) as since
from episode;

-- Whom it is about: a child met shortly before, whom the order of closing or of contact names.
create table help_of_child as
with closed_story as (
    select child_no, closed, row_number() over (order by closed, child_no) as turn
    from story
    where close_reason = 'RC9' and closed - born between 60 and 5900
),
first_contact as (
    select contact_no, day, row_number() over (order by contact_no) as turn
    from loose_contact
    where is_first
),
latest as (
    select help.*, closed.turn as latest_closed, met.turn as latest_met
    from help
    asof left join (select closed as day, max(turn) as turn from closed_story group by closed) as closed
        on closed.day <= help.since
    asof left join (select day, max(turn) as turn from first_contact group by day) as met on met.day <= help.since
)
select help, latest.day, 'story' as sort, child_no as number
from latest
join closed_story on closed_story.turn = greatest(1, latest_closed - cast(floor(6 * chance(help, 'which')) as integer))
where came_from < 0.25
union all
select help, latest.day, 'contact', contact_no
from latest
join first_contact on first_contact.turn = greatest(1, latest_met - cast(floor(90 * chance(help, 'which')) as integer))
where came_from between 0.25 and 0.8
union all
select help, day, 'help', row_number() over (order by day, help)
from latest
where came_from > 0.8;
