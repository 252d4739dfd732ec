-- The rows of List 6, with whether an assessment since the case began found a need, and the day on which the latest
-- assessment ended or enquiry began.
select
    need.*,
    assessed.found_a_need,
    greatest(assessed.ended, enquired.began) as last_looked_into
from list_06_children_in_need as need
left join (
    select
        case_of.row_no,
        max(assessment_auth_date) as ended,
        bool_or(assessment_support_required = 'Y' and assessment_auth_date >= case_of.cin_start_date) as found_a_need
    from list_06_children_in_need as case_of
    join list_04_assessments as assessment on assessment.child_id = case_of.child_id
    group by case_of.row_no
) as assessed on assessed.row_no = need.row_no
left join (
    select child_id, max(s47_start_date) as began
    from list_05_section_47
    group by child_id
) as enquired on enquired.child_id = need.child_id
