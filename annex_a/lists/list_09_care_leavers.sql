-- Everyone who has reached the threshold for leaving care services. Case systems hold a row per eligibility and
-- contact, so the row with the latest contact before the inspection speaks for a young person.
with judged as (
    select
        clea_table_id as record_id,
        clea_person_id as child_id,
        clea_care_leaver_latest_contact as contact,
        clea_care_leaver_latest_contact > inspection.day as contact_later,
        clea_care_leaver_eligibility as eligibility,
        clea_care_leaver_in_touch as in_touch,
        clea_care_leaver_accommodation as accommodation,
        clea_care_leaver_accom_suitable as suitability,
        clea_care_leaver_activity as activity,
        known(clea_pathway_plan_review_date, inspection.day) as pathway_plan,
        clea_care_leaver_personal_advisor as adviser_ref,
        clea_care_leaver_allocated_team as team_ref,
        clea_care_leaver_worker_id as worker_ref,
        case
            when clea_person_id is null then 'no child recorded'
            when clea_care_leaver_eligibility is null then 'no eligibility recorded'
            when clea_care_leaver_eligibility = 'NONE' then 'no longer eligible'
            when choice.list9_scope <> 'with Eligible children' and clea_care_leaver_eligibility = 'E' then 'eligible child, still looked after'
            when child.age < 16 then 'under 16'
            when child.age > choice.list9_upper_age then 'over the upper age'
        end as reason
    from ssd_care_leavers
    left join child on child.child_id = clea_person_id
    cross join inspection
    cross join choice
),
chosen as (
    select judged.*, coalesce(reason, case when row_number() over (
        partition by child_id, reason is null
        order by coalesce(contact_later, false), contact desc nulls last, record_id desc
    ) > 1 then 'another record of the same young person' end) as left_out
    from judged
),
asylum as (
    select distinct immi_person_id as child_id
    from ssd_immigration_status
    cross join inspection
    where immi_immigration_status = 'UASC'
        and (immi_immigration_status_start_date is null or immi_immigration_status_start_date <= inspection.day)
),
-- What a contact after the inspection day found is not known yet. A word that no code map knows is told as such and does
-- not make the young person one not in touch. Where the record names nobody, the involvements may.
listed as (
    select
        chosen.*,
        not coalesce(contact_later, false)
            and (choice.list9_not_in_touch_fields = 'keep' or not coalesce(in_touch in (
                select key from code where code_set = 'in_touch' and key <> 'YES'
            ), false)) as told,
        case when left_out is null
            then allocated_last(child_id, 'CW', inspection.day, inspection.day) end as case_worker,
        case when left_out is null then allocated_last(child_id, 'PA', inspection.day, inspection.day) end as adviser
    from chosen
    cross join inspection
    cross join choice
)
select
    listed.child_id,
    child.gender,
    child.ethnicity,
    child.date_of_birth,
    child.age,
    case when asylum.child_id is null then 'N' else 'Y' end as uasc_or_former,
    child.disability,
    coalesce(team_name(listed.team_ref), listed.case_worker.team) as allocated_team,
    coalesce(worker_name(listed.worker_ref), listed.case_worker.worker) as allocated_worker,
    coalesce(worker_name(listed.adviser_ref), listed.adviser.worker) as personal_advisor,
    listed.eligibility,
    listed.pathway_plan as pathway_plan_date,
    case when not coalesce(listed.contact_later, false) then listed.in_touch end as in_touch,
    case when listed.told then listed.contact end as latest_contact_date,
    case when listed.told then listed.accommodation end as accommodation,
    case when listed.told then listed.suitability end as suitability,
    case when listed.told then listed.activity end as activity,
    listed.left_out,
    listed.record_id as raw_key
from listed
left join child on child.child_id = listed.child_id
left join asylum on asylum.child_id = listed.child_id
