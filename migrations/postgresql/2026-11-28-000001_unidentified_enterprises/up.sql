-- Records that name an enterprise and do not tell which it is: they are looked at again when one of the name comes on file.
CREATE INDEX registration_unidentified ON registration (enterprise_name) WHERE enterprise_id IS NULL;
CREATE INDEX safety_certificate_unidentified ON safety_certificate (enterprise_name) WHERE enterprise_id IS NULL;
CREATE INDEX post_certificate_unidentified ON post_certificate (enterprise_name) WHERE enterprise_id IS NULL;
CREATE INDEX employment_unidentified ON employment (enterprise_name) WHERE enterprise_id IS NULL;
CREATE INDEX project_owner_unidentified ON project (owner_name) WHERE owner_id IS NULL;
CREATE INDEX participant_unidentified ON participant (enterprise_name) WHERE enterprise_id IS NULL;
CREATE INDEX engagement_enterprise_unidentified ON engagement (enterprise_name) WHERE enterprise_id IS NULL;
CREATE INDEX commitment_unidentified ON commitment (enterprise_name) WHERE enterprise_id IS NULL;
CREATE INDEX tender_agency_unidentified ON tender (agency_name) WHERE agency_id IS NULL;
CREATE INDEX tender_winner_unidentified ON tender (winner_name) WHERE winner_id IS NULL;
CREATE INDEX tender_bidder_unidentified ON tender_bidder (bidder_name) WHERE bidder_id IS NULL;
CREATE INDEX contract_employer_unidentified ON contract (employer_name) WHERE employer_id IS NULL;
CREATE INDEX contract_contractor_unidentified ON contract (contractor_name) WHERE contractor_id IS NULL;
CREATE INDEX drawing_review_unidentified ON drawing_review (reviewer_name) WHERE reviewer_id IS NULL;
CREATE INDEX drawing_violation_unidentified ON drawing_violation (enterprise_name) WHERE enterprise_id IS NULL;
CREATE INDEX fake_performance_unidentified ON fake_performance (enterprise_name) WHERE enterprise_id IS NULL;
