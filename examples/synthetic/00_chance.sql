-- Chance, days and working days: what every later script leans on. The same seed gives the same chance on every machine
-- and in every version, which is why the digits of md5 decide and never random() or hash().

set variable seed = (select seed from seed);

-- The days everything hangs on. The extract is taken a little after the inspection day.
create macro inspection_day() as date '2023-03-31';
create macro extract_day() as date '2023-04-06';
create macro window_start() as date '2017-04-01';
create macro year_start(year_no) as make_date(2016 + year_no, 4, 1);
create macro year_end(year_no) as make_date(2017 + year_no, 3, 31);

-- A number from 0 up to but not including 1 that belongs to a thing and a question about it.
create macro chance(id, salt) as
    (md5_number_lower(concat_ws('|', getvariable('seed'), id, salt)) // 2048) / 9007199254740992.0;

-- One of the words of a text, each as likely as the next; a word that stands there twice is twice as likely.
create macro pick(words, luck) as
    string_split(words, ' ')[1 + cast(floor(luck * len(string_split(words, ' '))) as integer)];
create macro pick_from(things, luck) as things[1 + cast(floor(luck * len(things)) as integer)];

-- A whole number from low to high, and one with a long tail: most are small, few come near the longest.
create macro number_between(low, high, luck) as low + cast(floor(luck * (high - low + 1)) as integer);
create macro long_tail(mean, longest, luck) as cast(least(longest, floor(-ln(1 - luck) * mean)) as integer);

-- Working days are counted from the first day of this calendar, so that adding and subtracting is looking up. Bank
-- holidays before 2015 are not known here, and make no difference that anybody could see.
create macro first_calendar_day() as date '2005-01-01';

create table calendar as
select day, is_working, count(*) filter (is_working) over (order by day) as working_no
from (
    select day, isodow(day) <= 5 and cast(day as varchar) not in (select day from bank_holiday) as is_working
    from (select cast(unnest(generate_series(timestamp '2005-01-01', timestamp '2024-12-31', interval 1 day)) as date)
        as day)
);

set variable working_days = (select list(day order by day) from calendar where is_working);
set variable working_numbers = (select list(working_no order by day) from calendar);

create macro working_no(day) as getvariable('working_numbers')[day - first_calendar_day() + 1];
create macro on_or_before(day) as getvariable('working_days')[working_no(day)];
create macro on_or_after(day) as getvariable('working_days')[working_no(day - 1) + 1];

-- The working day so many working days after a day, or before it when the number is negative.
create macro working_days_after(day, number) as getvariable('working_days')[working_no(day) + number];

-- The working day a share of the way from one day to another.
create macro working_day_in(first_day, last_day, share) as getvariable('working_days')[
    working_no(first_day - 1) + 1 + cast(floor(share * (working_no(last_day) - working_no(first_day - 1))) as integer)
];

-- A time of day at which offices are open, as case systems stamp it.
create macro at_office_hours(day, luck) as
    cast(day as timestamp) + to_minutes(cast(540 + 5 * floor(luck * 96) as integer));
