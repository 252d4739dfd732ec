-- Everybody who was involved with a child, in every role, with the case system's own codes for roles.

create table involvement as
-- Workers are taken off a case that is about to close: three in five some days before it does.
select case_work.person_id, case_work.story_no, 'CW' as role, professional_no, team_id, starts,
    case when ends = story.closed and chance(case_work.story_no, 'taken off') < 0.6
        then greatest(starts, ends - number_between(1, 6, chance(case_work.story_no, 'days before'))) else ends end as ends
from case_work
join story using (story_no)
union all
-- Reviewing officers chair conferences and reviews. They come after the case worker and are often the newest.
select spell.person_id, spell.story_no, 'IRO', desk_holder.professional_no, desk_holder.team_id,
    greatest(spell.starts, from_day),
    nullif(least(coalesce(spell.ends, date '9999-12-31'), coalesce(to_day, date '9999-12-31')), date '9999-12-31')
from (
    select person_id, story_no, protection_start as starts, protection_end as ends
    from story where protection_start is not null
    union all
    select person_id, story_no, on_or_after(care_start + 3), care_end from care_period where care_start + 6 < last_day
) as spell
join (select *, max(number) over () as desks from desk_holder where sort = 'reviewing') as desk_holder
    on desk_holder.number = 1 + spell.story_no % desk_holder.desks
    and desk_holder.from_day < coalesce(spell.ends, inspection_day())
    and (desk_holder.to_day is null or desk_holder.to_day > spell.starts)
union all
-- Personal advisers of care leavers.
select leaver.person_id, leaver.story_no, '16PLUS', desk_holder.professional_no, desk_holder.team_id,
    greatest(leaver.starts, from_day),
    to_day
from (
    select *, on_or_after(greatest(care_start, born + 6300)) as starts from care_leaver where category <> 'NONE'
) as leaver
join (select *, max(number) over () as desks from desk_holder where sort = 'leaving') as desk_holder
    on desk_holder.number = 1 + leaver.story_no % desk_holder.desks
    and desk_holder.from_day <= inspection_day() and (desk_holder.to_day is null or desk_holder.to_day > leaver.starts)
where leaver.starts <= inspection_day()
union all
-- Family support workers and key agencies, who are no social workers.
select other.person_id, other.story_no, other.role, worker.professional_no, worker.team_id, other.joined, other.closed
from (
    select story.*, role.role, concat_ws('-', story_no, role.role) as joining,
        on_or_after(referred + number_between(1, 25, chance(joining, 'joined'))) as joined,
        known.desks + 1 + cast(floor(chance(concat_ws('-', story.story, role.role), 'who') * known.others) as integer)
            as professional_no
    from story
    cross join (values ('FSW', 0.62), ('KA1', 0.85), ('KA2', 0.6), ('KA3', 0.3)) as role(role, share)
    cross join (select count(*) filter (sort <> 'other') as desks, count(*) filter (sort = 'other') as others
        from worker) as known
    where chance(joining, 'involved') < role.share
        and story.kind <> 'no_action' and story.referred + 40 < coalesce(story.closed, inspection_day())
) as other
join worker using (professional_no);

create table ssd_involvements as
select
    cast(9200000 + row_number() over (order by starts, story_no, role, involvement.professional_no, ends) as varchar)
        as invo_involvements_id,
    worker.professional_id as invo_professional_id,
    role as invo_professional_role_id,
    involvement.team_id as invo_professional_team,
    person_id as invo_person_id,
    starts as invo_involvement_start_date,
    case when ends <= inspection_day() then ends end as invo_involvement_end_date,
    case
        when role <> 'CW' then null
        when row_number() over (partition by story_no, role order by starts) = 1 then 'FCONTA'
        else pick('MANAGE LEFTRL TSPROC TSPROC OTHERS', chance(concat_ws('-', story_no, starts), 'why'))
    end as invo_worker_change_reason,
    cast(3000000 + story_no as varchar) as invo_referral_id
from involvement
join worker using (professional_no);
