-- What several lists use. Everything here is as it was on the inspection day: what began later is not there yet,
-- and what ended later is still open. Keys of codes stand for themselves: 'Y', 'L2', 'RC8'.

-- Completed years. A child born on 29 February is a year older on 1 March of a year without that day.
create macro age_on(born, as_at) as
    year(as_at) - year(born)
    - case when month(as_at) * 100 + day(as_at) < month(born) * 100 + day(born) then 1 else 0 end;

-- Whole months back, to the last day of a shorter month.
create macro months_before(some_day, months) as cast(some_day - to_months(months) as date);

-- A date, unless it lies after the day the lists describe.
create macro known(some_day, as_at) as case when some_day <= as_at then some_day end;

-- Case systems put a worker's identifier, staff number or name in the same field. An identifier that no table
-- explains is printed as it stands.
create table worker as
select worker_ref, any_value(worker_name) as worker_name
from (
    select prof_professional_id as worker_ref, prof_professional_name as worker_name from ssd_professionals
    union
    select prof_staff_id, prof_professional_name
    from ssd_professionals
    where prof_staff_id not in (select prof_professional_id from ssd_professionals)
)
where worker_ref is not null
group by worker_ref
having count(distinct worker_name) = 1;

create macro worker_name(ref) as coalesce((select w.worker_name from worker as w where w.worker_ref = ref), ref);
create macro team_name(ref) as coalesce((select d.dept_team_name from ssd_department as d where d.dept_team_id = ref), ref);

-- Allocation to a case worker, or to the personal adviser of a care leaver. Reviewing officers and other roles are not
-- allocation.
create table allocation as
select
    invo_person_id as child_id,
    invo_professional_role_id as role,
    invo_involvements_id as involvement_id,
    invo_involvement_start_date as started,
    invo_involvement_end_date as ended,
    worker_name(invo_professional_id) as worker,
    team_name(invo_professional_team) as team
from ssd_involvements
where invo_professional_role_id in ('CW', 'PA') and invo_person_id is not null and invo_involvement_start_date is not null;

-- The team and worker a child was allocated to last between two days, both included: of the allocations then open the one
-- that ended last, and of those still open on the last day the one that began last. For what is still open both days are
-- the inspection day, since who was allocated once is not who is allocated now.
create macro allocated_last(child, in_role, first_day, last_day) as (
    select max_by(
        {'team': a.team, 'worker': a.worker},
        {'until': least(coalesce(a.ended, last_day), last_day), 'started': a.started, 'id': a.involvement_id}
    )
    from allocation as a
    where a.child_id = child and a.role = in_role and a.started <= last_day and (a.ended is null or a.ended >= first_day)
);

-- Yes, no, or unknown when nothing is recorded.
create view disability_answer as
select
    disa_person_id as child_id,
    case
        when bool_or(disa_disability_code in (
            select key from code where code_set = 'disability' and key not in ('NONE', 'N')
        ) and choice.disability_definition = 'any recorded disability code') then 'Y'
        when bool_or(disa_disability_code in ('Y', 'DDA')) then 'Y'
        when bool_or(disa_disability_code in ('NONE', 'N')) then 'N'
        else 'U'
    end as disability
from ssd_disability
cross join choice
group by disa_person_id, choice.disability_definition;

-- One row per person: who the child is.
create table child as
with person as (
    select
        ssd_person.*,
        coalesce(pers_dob, pers_expected_dob) as born,
        coalesce(pers_expected_dob, pers_dob) as expected,
        coalesce((pers_dob is null or pers_dob > inspection.day)
            and coalesce(pers_expected_dob, pers_dob) > inspection.day, false) as unborn
    from ssd_person
    cross join inspection
)
select
    person.pers_person_id as child_id,
    case
        when person.unborn then 'U'
        when choice.gender_source_field = 'gender' then coalesce(person.pers_gender, 'U')
        when choice.gender_source_field = 'sex' then coalesce(person.pers_sex, 'U')
        else coalesce(person.pers_gender, person.pers_sex, 'U')
    end as gender,
    coalesce(person.pers_ethnicity, case choice.ethnicity_catch_all
        when 's) NOBT' then 'NOBT'
        when 'u) UNKNOWN' then 'u) UNKNOWN'
    end) as ethnicity,
    case
        when not person.unborn then person.born
        when choice.unborn_handling = 'expected date of birth' then person.expected
    end as date_of_birth,
    case when person.unborn then -1 else age_on(person.born, inspection.day) end as age,
    coalesce(disability_answer.disability, 'U') as disability
from person
left join disability_answer on disability_answer.child_id = person.pers_person_id
cross join inspection
cross join choice;

-- Statuses under which a child is looked after. The standard's table also holds orders that are not, such as
-- special guardianship.
create view looked_after_status as
select
    lega_person_id as child_id,
    lega_legal_status_id as legal_status_id,
    lega_legal_status as legal_status,
    lega_legal_status_start_date as started,
    lega_legal_status_end_date as ended
from ssd_legal_status
cross join inspection
where lega_legal_status in (select key from code where code_set = 'legal_status')
    and lega_legal_status_start_date <= inspection.day;

-- An episode of care is a stretch with the same placement and legal status; a period of care is episodes without a
-- gap. Where the extract does not number periods, an episode that starts after all before it ended begins a new one.
create table care_episode as
with episode as (
    select
        clae_cla_episode_id as episode_id,
        clae_person_id as child_id,
        clae_cla_id as given_period,
        clae_cla_episode_start_date as started,
        known(clae_cla_episode_ceased_date, inspection.day) as ended,
        case when clae_cla_episode_ceased_date <= inspection.day then clae_cla_episode_ceased_reason end as end_reason,
        clae_cla_primary_need_code as category_of_need,
        known(clae_cla_last_iro_contact_date, inspection.day) as iro_contact,
        clae_entered_care_date as entered_care
    from ssd_cla_episodes
    cross join inspection
    where clae_cla_episode_start_date <= inspection.day
),
gap as (
    select *, started > max(coalesce(ended, date 'infinity')) over (
        partition by child_id order by started, episode_id rows between unbounded preceding and 1 preceding
    ) as after_gap
    from episode
)
select
    * exclude (given_period, after_gap),
    coalesce(given_period, 'period ' || sum(case when after_gap then 1 else 0 end) over (
        partition by child_id order by started, episode_id
    )) as period_id
from gap;

-- One row per child and period of care. The last episode says whether the period has ended, and the last that names a
-- need says which.
create table period_of_care as
with period as (
    select
        child_id,
        period_id,
        least(min(started), min(entered_care)) as started,
        max_by({'ended': ended, 'reason': end_reason, 'id': episode_id}, {'started': started, 'id': episode_id}) as last_episode,
        max_by(category_of_need, {'started': started, 'id': episode_id})
            filter (category_of_need is not null) as category_of_need,
        max(iro_contact) as iro_contact
    from care_episode
    group by child_id, period_id
),
breaks as (
    select period.child_id, period.period_id, bool_and(legal.legal_status in ('V3', 'V4')) as short_breaks_only
    from period
    cross join inspection
    join looked_after_status as legal
        on legal.child_id = period.child_id
        and legal.started <= coalesce(period.last_episode.ended, inspection.day)
        and (legal.ended is null or legal.ended > period.started)
    group by period.child_id, period.period_id
)
select
    period.child_id,
    period.period_id,
    period.started,
    period.last_episode.ended as ended,
    period.last_episode.reason as end_reason,
    period.last_episode.id as last_episode_id,
    period.category_of_need,
    period.iro_contact,
    coalesce(breaks.short_breaks_only, false) as short_breaks_only
from period
left join breaks on breaks.child_id = period.child_id and breaks.period_id = period.period_id;

-- Children looked after on the inspection day, as the list of children in care counts them.
create view in_care as
select distinct child_id
from period_of_care
cross join choice
where ended is null and (choice.list8_exclude_short_breaks = 'no' or not short_breaks_only);

-- Child protection plans. A plan not marked as another authority's is this authority's own.
create view protection_plan as
select
    cppl_cp_plan_id as plan_id,
    cppl_person_id as child_id,
    cppl_referral_id as referral_id,
    cppl_cp_plan_start_date as started,
    known(cppl_cp_plan_end_date, inspection.day) as ended,
    coalesce(cppl_cp_plan_ola = 'Y', false) as temporary
from ssd_cp_plans
cross join inspection
where cppl_cp_plan_start_date <= inspection.day;

-- Children on a plan on the inspection day, as the list of child protection counts them.
create view on_plan as
select distinct child_id
from protection_plan
cross join choice
where ended is null and (choice.list7_exclude_temporary_plans = 'no' or not temporary);

-- What a referral led to: an assessment, an enquiry, a plan or care. Where the extract does not say to which referral
-- it belongs, it belongs to the child's last one before it that was not closed with no further action.
create table service as
with said as (
    select 'assessment' as kind, cina_person_id as child_id, cina_referral_id as referral_id,
        cina_assessment_start_date as started
    from ssd_cin_assessments
    union all
    select 'enquiry', s47e_person_id, s47e_referral_id, s47e_s47_start_date from ssd_s47_enquiry
    union all
    select 'plan', cinp_person_id, cinp_referral_id, cinp_cin_plan_start_date from ssd_cin_plans
    union all
    select 'plan', cppl_person_id, cppl_referral_id, cppl_cp_plan_start_date from ssd_cp_plans
    union all
    select 'care', clae_person_id, clae_referral_id, clae_cla_episode_start_date from ssd_cla_episodes
),
referral as (
    select cine_person_id as child_id, cine_referral_id as referral_id, cine_referral_date as referred
    from ssd_cin_episodes
    where coalesce(cine_referral_nfa, 'N') <> 'Y' and cine_person_id is not null and cine_referral_date is not null
),
begun as (
    select said.*, cine_referral_id is not null as referral_known
    from said
    left join ssd_cin_episodes on cine_referral_id = said.referral_id
    cross join inspection
    where said.started <= inspection.day
)
select kind, child_id, referral_id, started from begun where referral_known
union all
select begun.kind, begun.child_id, referral.referral_id, begun.started
from begun
asof join referral on referral.child_id = begun.child_id and referral.referred <= begun.started
where not begun.referral_known;
