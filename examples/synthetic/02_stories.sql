-- Each story is dated backwards: its end, then care, then protection, then the plan, then the assessment, then the
-- referral. So nothing can come after what it led to, and nobody is between two stages on the inspection day.

create macro stories_of(flow_table) as table
with family as (
    select *, kind in ('home', 'sixteen', 'eighteen', 'guardianship', 'residence', 'adopted') as has_left_care,
        kind in ('open_both', 'open_care', 'open_care_16', 'open_care_new_16', 'open_adoption') as is_in_care
    from families_of(flow_table)
),
-- The day that fixes a closed story: it closes, or care ends. Care at 18 ends on the birthday, whatever day that is.
ended as (
    select *,
        case
            when is_open then null
            when kind = 'eighteen' then year_start(year_no) + cast(floor(along * 365) as integer)
            else working_day_in(year_start(year_no), year_end(year_no), along)
        end as ended,
        kind = 'sixteen' and year_no in (4, 5) and rank < 0.6 as qualifies_only,
        kind = 'eighteen' and chance(story, 'asylum') < 0.25 or kind = 'open_care_16'
            and chance(story, 'asylum') < 0.35 as asylum
    from family
),
care as (
    select *,
        case when has_left_care then ended end as care_end,
        on_or_before(case when has_left_care then ended else inspection_day() end - case
            when qualifies_only then number_between(30, 80, length_rank)
            when asylum and kind <> 'eighteen' then number_between(120, 800, length_rank)
            when asylum then number_between(330, 900, length_rank)
            when kind = 'home' then 10 + long_tail(300, 1800, length_rank)
            when kind = 'sixteen' then number_between(150, 900, length_rank)
            when kind = 'eighteen' then 330 + long_tail(950, 2700, length_rank)
            when kind = 'guardianship' then number_between(200, 1000, length_rank)
            when kind = 'residence' then number_between(120, 700, length_rank)
            when kind = 'adopted' then number_between(450, 950, length_rank)
            when kind = 'open_both' then number_between(8, 60, length_rank)
            when kind = 'open_care' then care_age(length_rank)
            when kind = 'open_care_16' then number_between(100, 1500, length_rank)
            when kind = 'open_care_new_16' then number_between(4, 84, length_rank)
            when kind = 'open_adoption' then number_between(250, 800, length_rank)
        end) as care_start
    from ended
),
-- Children who went home are often supported with a plan for some months after. Two in five children in care were
-- protected before, and three in five of those protected are supported with a plan afterwards: always so many in turn,
-- so that as many plans end in one half of a year as in the next.
protection as (
    select *,
        care_end + number_between(60, 140, chance(story, 'after care')) as planned_close,
        kind = 'home' and chance(story, 'supported at home') < 0.5
            and planned_close < inspection_day() - 14 as plan_after_care,
        kind in ('home', 'guardianship', 'residence') and family_no % 5 < 2
            or kind = 'open_care' and cast(floor(500 * length_rank) as integer) % 5 < 2 as protected_before,
        kind = 'protected' and family_no % 5 < 3 as steps_down,
        case
            when kind = 'protected' and steps_down
                then on_or_before(ended - number_between(60, 200, chance(story, 'stepped')))
            when kind = 'protected' then ended
            when kind = 'open_after_protection' then working_day_in(inspection_day() - 200, inspection_day() - 1, rank)
            when protected_before then care_start
        end as protection_end,
        case
            when kind in ('protected', 'open_after_protection')
                then protection_end - 30 - long_tail(240, 900, length_rank)
            when protected_before then care_start - number_between(40, 400, rank)
            when kind = 'open_both' then care_start - number_between(60, 250, rank)
            when kind = 'open_protected' then inspection_day() - 2 - long_tail(210, 800, length_rank)
        end as protection_from,
        on_or_before(protection_from) as protection_start
    from care
),
plan as (
    select *,
        case
            when kind = 'need' then working_days_after(ended, -number_between(0, 6, chance(story, 'tidy')))
            when plan_after_care then on_or_before(planned_close)
            when steps_down then ended
        end as plan_end,
        case
            when kind = 'need' then on_or_before(plan_end - 30 - long_tail(235, 900, length_rank))
            when kind = 'open_need' then on_or_before(inspection_day() - 1 - long_tail(265, 1100, length_rank))
            when plan_after_care then care_end
            when steps_down or kind = 'open_after_protection' then protection_end
        end as plan_start,
        case when has_left_care then coalesce(plan_end, care_end) when not is_open then ended end as closed_by_plan
    from protection
),
-- An enquiry comes before each conference, which is held within 15 working days for four in five.
assessment as (
    select *,
        case
            when kind = 'no_action'
                then least(working_days_after(ended, number_between(0, 2, chance(story, 'same day'))), inspection_day())
            else closed_by_plan
        end as closed,
        working_days_after(protection_start, -case
            when chance(story, 'in time') < 0.8 then number_between(8, 15, chance(story, 'enquiry'))
            else number_between(16, 28, chance(story, 'enquiry'))
        end) as enquiry_before,
        assessment_length(case when is_open or has_left_care then chance(story, 'assessment') else rank end) as takes,
        -- A third of the children in care came in a hurry: care first, then the assessment.
        care_start is not null and protection_start is null
            and (asylum or chance(story, 'emergency') < 0.35) as in_a_hurry,
        case
            when kind = 'assessed' then ended
            when kind = 'supported' then on_or_before(ended - 20 - long_tail(95, 300, length_rank))
            when kind = 'open_second'
                then working_days_after(inspection_day(), -assessment_age(rank) - 5 - long_tail(60, 220, length_rank))
            when protection_start is not null
                then working_days_after(protection_start, -number_between(0, 6, chance(story, 'write up')))
            when in_a_hurry then null
            when care_start is not null
                then working_days_after(care_start, -number_between(0, 12, chance(story, 'to court')))
            when plan_start is not null
                then working_days_after(plan_start, -number_between(0, 8, chance(story, 'to plan')))
        end as done,
        case
            when kind = 'no_action' then null
            when kind = 'open_first' then working_days_after(inspection_day(), -assessment_age(rank))
            when in_a_hurry then care_start
            else working_days_after(done, -takes)
        end as assessment_start
    from plan
),
-- Nearly a third of the other assessments have an enquiry of their own, and one in twenty of those a conference that
-- makes no plan.
enquiry as (
    select *,
        case when in_a_hurry then least(working_days_after(assessment_start, takes), closed) else done end
            as authorised_on,
        case when authorised_on <= inspection_day() then authorised_on end as authorised,
        case when kind = 'open_second' then working_days_after(inspection_day(), -assessment_age(rank)) end
            as second_assessment_start,
        enquiry_before is null and kind <> 'no_action' and not asylum
            and chance(story, 'enquiry') < 0.315 as enquiry_only,
        number_between(0, 4, chance(story, 'enquiry starts')) as enquiry_wait,
        coalesce(enquiry_before, case
            when enquiry_only and kind = 'open_second'
                then least(working_days_after(second_assessment_start, enquiry_wait), inspection_day())
            when enquiry_only
                then least(working_days_after(assessment_start, enquiry_wait), authorised_on, closed, inspection_day())
        end) as enquiry_start,
        working_days_after(enquiry_start, number_between(5, 12, chance(story, 'enquiry ends'))) as enquiry_to,
        least(enquiry_to, case when enquiry_before is not null then protection_start else closed end) as enquiry_end_on,
        case when enquiry_end_on <= inspection_day() then enquiry_end_on end as enquiry_end,
        case
            when enquiry_before is not null then protection_start
            when enquiry_only and chance(story, 'conference') < 0.05
                and working_days_after(enquiry_start, 14) <= coalesce(closed, inspection_day())
                then working_days_after(enquiry_start, number_between(9, 14, chance(story, 'conference day')))
        end as conference_day
    from assessment
),
referral as (
    select *,
        case when kind = 'no_action' then ended
            else working_days_after(least(assessment_start, case when kind <> 'open_second' then enquiry_start end),
                -case when chance(story, 'referred') < 0.3 then 1 else 0 end)
        end as referred
    from enquiry
),
-- An unborn child, always one alone: known before birth in some stories, and some are not born yet.
unborn as (
    select *,
        case
            when children > 1 then null
            when kind in ('assessed', 'protected') and chance(story, 'unborn') < 0.03
                then referred + number_between(20, 140, chance(story, 'birth'))
            when kind = 'open_first' and rank < 0.06
                then inspection_day() + number_between(20, 120, chance(story, 'birth'))
        end as birth,
        -- Nobody is born in the days around the extract, so that before and after birth stay plain to see.
        case when birth not between inspection_day() - 15 and extract_day() + 10 then birth end as born_on
    from referral
),
-- Between which days the children of a story may be born, so that nobody is 18 or in two ages at once.
ages as (
    select *,
        coalesce(closed, extract_day()) as last_day,
        case when last_day >= date '2022-09-20' then date '2023-05-10' else last_day end as young_until,
        cast(young_until - interval 18 years as date) + 1 as under_18,
        case
            when kind = 'eighteen' then cast(care_end - interval 18 years as date)
            when kind = 'sixteen' and year_no = 6 then cast(care_end - interval 16 years as date) - 330
            when kind = 'sixteen' then cast(care_end - interval 16 years as date) - 600
            when kind = 'home' then cast(care_end - interval 16 years as date) + 20
            when kind in ('guardianship', 'residence') then cast(care_end - interval 15 years as date)
            when kind in ('adopted', 'open_adoption') then care_start - 650
            when kind in ('open_care_16', 'open_care_new_16') then date '2005-05-15'
            when kind in ('open_care', 'open_both') then date '2007-04-15'
            else under_18
        end as born_after,
        coalesce(born_on, case
            when kind = 'eighteen' then born_after
            when kind = 'sixteen' then cast(care_end - interval 16 years as date) - 30
            when kind in ('adopted', 'open_adoption') then care_start
            when kind in ('open_care_16', 'open_care_new_16') then date '2007-03-20'
            else referred
        end) as born_by
    from unborn
)
select * exclude (under_18, young_until, last_day, planned_close, protection_from, closed_by_plan, enquiry_before, done,
    authorised_on, enquiry_wait, birth, enquiry_to, enquiry_end_on),
    case
        when closed is null or kind = 'no_action' then null
        when kind = 'assessed' then case when chance(story, 'why closed') < 0.75 then 'RC8' else 'RC9' end
        when kind = 'adopted' then 'RC1'
        when kind = 'guardianship' then 'RC4'
        when kind = 'residence' then 'RC3'
        when kind = 'eighteen' and chance(story, 'why closed') < 0.1 then 'RC6'
        when kind in ('supported', 'need', 'protected') and chance(story, 'why closed') < 0.05 then 'RC5'
        when kind = 'need' and children = 1 and chance(story, 'why closed') > 0.995 then 'RC2'
        else 'RC7'
    end as close_reason
from ages;

create table family_story as from stories_of('flow');

-- In year 6 as many are closed after assessment as are wanting to the year's number of authorised assessments.
create table last_flow as
select 'assessed' as kind, false as is_open, true as siblings, 6 as year_no,
    cast(greatest(0, assessments_a_year - (
        select sum(children) from family_story where authorised between year_start(6) and year_end(6)
    )) as integer) as children
from size;

insert into family_story by name from stories_of('last_flow');
