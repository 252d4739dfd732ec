-- Stories become children. A child may come back: a later story of as many children follows an earlier one that has
-- closed, and is then the same family's. So no child has two stories at a time, and only the last may be open.

-- Families who come back often come back for the same: some were on a plan or in care before.
create macro same_again(kind, story) as case
    when kind in ('protected', 'open_protected', 'open_after_protection') and chance(story, 'same again') < 0.5 then 0
    when kind in ('home', 'open_care', 'open_both') and chance(story, 'same again') < 0.5 then 1
    else 2
end;

-- Which stories may be followed, and in which month the family comes back; half of those who do are back within months.
create table coming_back as
select story, children,
    date_trunc('month', closed + 33 + cast(floor(640 * power(chance(story, 'away'), 2)) as integer)) as month,
    row_number() over (partition by children, month order by same_again(kind, story), chance(story, 'turn'), story)
        as turn
from family_story
where kind in ('no_action', 'assessed', 'supported', 'need', 'protected', 'home')
    and closed is not null and coalesce(close_reason, '') <> 'RC2'
    and not (kind in ('protected', 'home') and closed >= date '2022-09-01')
    and (born_on is null or born_on + 30 < closed)
    and chance(story, 'comes back') < 0.39;

-- Stories that need children of one particular age begin with a child of their own.
create table can_be_return as
select story, children, date_trunc('month', referred) as month,
    row_number() over (partition by children, month order by same_again(kind, story), chance(story, 'turn back'), story)
        as turn
from family_story
where kind not in ('eighteen', 'sixteen', 'adopted', 'open_adoption', 'open_care_16', 'open_care_new_16')
    and not asylum and born_on is null
    -- Whoever was closed in the last months and is closed after assessment now would be in the list of children in need
    -- with the earlier story only, as if nothing had come after it.
    and not (kind = 'assessed' and closed >= date '2022-09-25');

create table return_of as
select can_be_return.story, coming_back.story as earlier_story
from can_be_return
join coming_back using (children, month, turn);

-- The first story names the family.
create table family_of_story as
with recursive chain as (
    select story, story as family
    from family_story
    where story not in (select story from return_of)
    union all
    select return_of.story, chain.family
    from chain
    join return_of on return_of.earlier_story = chain.story
)
select * from chain;

-- The days between which all stories of a family allow its children to be born.
create table family as
select
    of_story.family,
    row_number() over (order by first_story.referred, of_story.family) as family_no,
    any_value(story.children) as children,
    max(story.born_after) as born_after,
    any_value(first_story.born_by) as born_by,
    any_value(first_story.born_on) as born_on,
    any_value(first_story.referred) as first_referred,
    bool_or(story.asylum) as asylum,
    bool_or(story.kind in ('open_care', 'home', 'guardianship') or story.kind like 'open_care%') as care,
    bool_or(story.kind in ('adopted', 'open_adoption')) as adoption
from family_of_story as of_story
join family_story as story on story.story = of_story.story
join family_story as first_story on first_story.story = of_story.family
group by of_story.family, first_story.referred;

-- Siblings are spread over those days, the eldest first and never closer than nature allows. Children who come into
-- care are more often older, and those who are adopted are mostly babies.
create table story_child as
select
    row_number() over (order by family_no, place) as child_no,
    family, family_no, place, children, asylum, care, adoption, first_referred,
    coalesce(
        born_on,
        born_after + cast(floor(case
            when adoption then room * (1 - 0.6 * power(luck, 2))
            when children = 1 and care then room * power(luck, 1.3)
            when children = 1 then room * power(luck, 0.8)
            else room - room / children * (children - place) - greatest(0, room / children - 290) * (1 - luck)
        end) as integer)
    ) as born
from (
    select *, born_by - born_after as room, chance(concat_ws('-', family, place), 'born') as luck
    from family, unnest(range(1, children + 1)) as places(place)
);

-- Every child has its own copy of each story. Referrals are numbered in the order in which they came.
create table story as
select
    row_number() over (order by family_story.referred, family_story.story, story_child.place) as story_no,
    story_child.child_no, story_child.place, story_child.born, family_story.* exclude (born_on, born_after, born_by)
from family_story
join family_of_story on family_of_story.story = family_story.story
join story_child on story_child.family = family_of_story.family;
