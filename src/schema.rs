//! The tables, as both databases have them. A test holds this file to both catalogs.
//!
//! The name indexes (`enterprise_name`, `person_name`, `project_name`) differ by backend: `db::search` owns them.
#![expect(missing_docs, reason = "the rows of each room document the columns")]

diesel::table! {
    filing (id) {
        id -> BigInt,
        number -> Text,
        kind -> Text,
        state -> Text,
        actor -> Text,
        basis -> Text,
        content_digest -> Text,
        started_at -> Timestamp,
        finished_at -> Nullable<Timestamp>,
        rows_read -> BigInt,
        rows_refused -> BigInt,
        heads_changed -> BigInt,
        row_version -> BigInt,
    }
}

diesel::table! {
    ledger_entry (head_id, id) {
        head_id -> BigInt,
        id -> BigInt,
        head_kind -> Text,
        filing_id -> Nullable<BigInt>,
        at -> Timestamp,
        actor -> Text,
        changes -> Text,
    }
}

diesel::table! {
    vault_key (name) {
        name -> Text,
        fingerprint -> Text,
    }
}

diesel::table! {
    person_key (person_id) {
        person_id -> BigInt,
        master_key -> Text,
        salt -> Text,
    }
}

diesel::table! {
    pending_record (id) {
        id -> BigInt,
        kind -> Text,
        natural_key -> Text,
        waits_for -> Text,
        reason -> Text,
        summary -> Text,
        payload_cipher -> Text,
        filing_id -> BigInt,
        at -> Timestamp,
        row_version -> BigInt,
    }
}

diesel::table! {
    calendar_year (id) {
        id -> BigInt,
        days -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    job (id) {
        id -> BigInt,
        name -> Text,
        payload -> Text,
        state -> Text,
        priority -> Integer,
        run_at -> Timestamp,
        dedup_key -> Nullable<Text>,
        attempts -> Integer,
        leased_until -> Nullable<Timestamp>,
        last_error -> Nullable<Text>,
        enqueued_at -> Timestamp,
        row_version -> BigInt,
    }
}

diesel::table! {
    enterprise (id) {
        id -> BigInt,
        public_id -> Text,
        credit_code -> Nullable<Text>,
        organisation_code -> Nullable<Text>,
        name -> Text,
        name_key -> Text,
        name_initials -> Text,
        legal_representative -> Nullable<Text>,
        region_code -> Nullable<Text>,
        state -> Text,
        established_on -> Nullable<Date>,
        merged_into -> Nullable<BigInt>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        updated_at -> Timestamp,
        row_version -> BigInt,
    }
}

diesel::table! {
    enterprise_particulars (enterprise_id) {
        enterprise_id -> BigInt,
        registered_address -> Nullable<Text>,
        business_address -> Nullable<Text>,
        postcode -> Nullable<Text>,
        licence_number -> Nullable<Text>,
        economic_type -> Nullable<Text>,
        registered_capital_fen -> Nullable<BigInt>,
        capital_currency -> Nullable<Text>,
        legal_representative_duty -> Nullable<Text>,
        legal_representative_id -> Nullable<BigInt>,
        technical_leader -> Nullable<Text>,
        phone -> Nullable<Text>,
        email -> Nullable<Text>,
        website -> Nullable<Text>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    enterprise_kind (enterprise_id, id) {
        enterprise_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        kind -> Text,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    enterprise_alias (enterprise_id, id) {
        enterprise_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        kind -> Text,
        value -> Text,
        value_key -> Text,
        valid_from -> Nullable<Date>,
        valid_until -> Nullable<Date>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    qualification (enterprise_id, id) {
        enterprise_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        kind -> Text,
        sequence -> Text,
        category -> Text,
        class -> Text,
        certificate_number -> Nullable<Text>,
        certificate_key -> Nullable<Text>,
        authority -> Nullable<Text>,
        approval_level -> Nullable<Text>,
        granted_on -> Nullable<Date>,
        issued_on -> Nullable<Date>,
        valid_until -> Nullable<Date>,
        is_principal -> Nullable<Bool>,
        state -> Text,
        state_since -> Nullable<Date>,
        scope -> Nullable<Text>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    safety_permit (enterprise_id, id) {
        enterprise_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        number -> Text,
        number_key -> Text,
        scope -> Nullable<Text>,
        authority -> Nullable<Text>,
        valid_from -> Nullable<Date>,
        valid_until -> Nullable<Date>,
        state -> Text,
        state_since -> Nullable<Date>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    market_entry (enterprise_id, id) {
        enterprise_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        host_region -> Text,
        number -> Nullable<Text>,
        business -> Nullable<Text>,
        local_leader -> Nullable<Text>,
        local_phone_cipher -> Nullable<Text>,
        local_phone_masked -> Nullable<Text>,
        recorded_on -> Nullable<Date>,
        valid_until -> Nullable<Date>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    net_assets (enterprise_id, id) {
        enterprise_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        year -> Integer,
        net_assets_fen -> BigInt,
        auditor -> Nullable<Text>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    shareholder (enterprise_id, id) {
        enterprise_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        holder_name -> Text,
        holder_enterprise_id -> Nullable<BigInt>,
        holder_person_id -> Nullable<BigInt>,
        share_basis_points -> Nullable<Integer>,
        is_controller -> Bool,
        valid_from -> Nullable<Date>,
        valid_until -> Nullable<Date>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    succession (enterprise_id, id) {
        enterprise_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        kind -> Text,
        predecessor_name -> Text,
        predecessor_id -> Nullable<BigInt>,
        effective_on -> Nullable<Date>,
        document -> Nullable<Text>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    person (id) {
        id -> BigInt,
        public_id -> Text,
        name -> Text,
        name_key -> Text,
        name_initials -> Text,
        sex -> Nullable<Text>,
        id_kind -> Text,
        id_completeness -> Text,
        id_number_hash -> Nullable<Text>,
        id_number_cipher -> Nullable<Text>,
        id_number_masked -> Nullable<Text>,
        merged_into -> Nullable<BigInt>,
        erased_on -> Nullable<Date>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        updated_at -> Timestamp,
        row_version -> BigInt,
    }
}

diesel::table! {
    person_particulars (person_id) {
        person_id -> BigInt,
        phone_cipher -> Nullable<Text>,
        phone_masked -> Nullable<Text>,
        education -> Nullable<Text>,
        school -> Nullable<Text>,
        major -> Nullable<Text>,
        nationality -> Nullable<Text>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    registration (person_id, id) {
        person_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        registration_type -> Text,
        specialty -> Text,
        registration_number -> Nullable<Text>,
        number_key -> Nullable<Text>,
        certificate_number -> Nullable<Text>,
        certificate_key -> Nullable<Text>,
        seal_number -> Nullable<Text>,
        enterprise_id -> Nullable<BigInt>,
        enterprise_name -> Nullable<Text>,
        valid_from -> Nullable<Date>,
        valid_until -> Nullable<Date>,
        state -> Text,
        state_since -> Nullable<Date>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    safety_certificate (person_id, id) {
        person_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        class -> Text,
        number -> Text,
        number_key -> Text,
        enterprise_id -> Nullable<BigInt>,
        enterprise_name -> Nullable<Text>,
        authority -> Nullable<Text>,
        issued_on -> Nullable<Date>,
        valid_until -> Nullable<Date>,
        state -> Text,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    post_certificate (person_id, id) {
        person_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        post -> Text,
        level -> Nullable<Text>,
        number -> Text,
        number_key -> Text,
        enterprise_id -> Nullable<BigInt>,
        enterprise_name -> Nullable<Text>,
        authority -> Nullable<Text>,
        issued_on -> Nullable<Date>,
        valid_until -> Nullable<Date>,
        state -> Text,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    professional_title (person_id, id) {
        person_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        title -> Text,
        level -> Nullable<Text>,
        field -> Nullable<Text>,
        number -> Nullable<Text>,
        granted_on -> Nullable<Date>,
        authority -> Nullable<Text>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    employment (person_id, id) {
        person_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        enterprise_id -> Nullable<BigInt>,
        enterprise_name -> Text,
        valid_from -> Nullable<Date>,
        valid_until -> Nullable<Date>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    project (id) {
        id -> BigInt,
        public_id -> Text,
        national_number -> Nullable<Text>,
        name -> Text,
        name_key -> Text,
        name_initials -> Text,
        project_type -> Nullable<Text>,
        region_code -> Nullable<Text>,
        owner_name -> Nullable<Text>,
        owner_id -> Nullable<BigInt>,
        stage -> Text,
        investment_fen -> Nullable<BigInt>,
        area_dm2 -> Nullable<BigInt>,
        permitted_on -> Nullable<Date>,
        accepted_on -> Nullable<Date>,
        merged_into -> Nullable<BigInt>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        updated_at -> Timestamp,
        row_version -> BigInt,
    }
}

diesel::table! {
    project_particulars (project_id) {
        project_id -> BigInt,
        address -> Nullable<Text>,
        longitude -> Nullable<Text>,
        latitude -> Nullable<Text>,
        approval_number -> Nullable<Text>,
        approval_level -> Nullable<Text>,
        approval_body -> Nullable<Text>,
        approved_on -> Nullable<Date>,
        land_planning_number -> Nullable<Text>,
        works_planning_number -> Nullable<Text>,
        investment_property -> Nullable<Text>,
        fund_source -> Nullable<Text>,
        state_share_basis_points -> Nullable<Integer>,
        length_mm -> Nullable<BigInt>,
        size -> Nullable<Text>,
        property -> Nullable<Text>,
        function -> Nullable<Text>,
        is_major -> Nullable<Bool>,
        planned_start_on -> Nullable<Date>,
        planned_finish_on -> Nullable<Date>,
        started_on -> Nullable<Date>,
        finished_on -> Nullable<Date>,
        energy -> Nullable<Text>,
        over_limit -> Nullable<Text>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    project_number (project_id, id) {
        project_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        kind -> Text,
        value -> Text,
        value_key -> Text,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    unit_work (project_id, id) {
        project_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        code -> Text,
        name -> Text,
        cost_fen -> Nullable<BigInt>,
        area_dm2 -> Nullable<BigInt>,
        area_above_dm2 -> Nullable<BigInt>,
        area_below_dm2 -> Nullable<BigInt>,
        storeys_above -> Nullable<Integer>,
        storeys_below -> Nullable<Integer>,
        height_mm -> Nullable<BigInt>,
        structure_height_mm -> Nullable<BigInt>,
        length_mm -> Nullable<BigInt>,
        span_mm -> Nullable<BigInt>,
        structure -> Nullable<Text>,
        level -> Nullable<Text>,
        size -> Nullable<Text>,
        seismic_intensity -> Nullable<Text>,
        is_green -> Nullable<Bool>,
        green_level -> Nullable<Text>,
        is_over_limit_high_rise -> Nullable<Bool>,
        is_seismic_isolated -> Nullable<Bool>,
        suites -> Nullable<Integer>,
        memo -> Nullable<Text>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    unit_work_measure (project_id, id) {
        project_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        unit_code -> Text,
        discipline -> Text,
        measure -> Text,
        value -> Text,
        unit -> Nullable<Text>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    unit_work_record (project_id, id) {
        project_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        unit_code -> Text,
        kind -> Text,
        number -> Text,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    participant (project_id, id) {
        project_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        role -> Text,
        unit_code -> Nullable<Text>,
        enterprise_id -> Nullable<BigInt>,
        enterprise_name -> Text,
        permit_number -> Nullable<Text>,
        valid_from -> Nullable<Date>,
        valid_until -> Nullable<Date>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    engagement (project_id, id) {
        project_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        position -> Text,
        person_id -> Nullable<BigInt>,
        person_name -> Text,
        person_name_key -> Text,
        person_masked -> Nullable<Text>,
        enterprise_id -> Nullable<BigInt>,
        enterprise_name -> Nullable<Text>,
        unit_code -> Nullable<Text>,
        basis -> Nullable<Text>,
        basis_number -> Nullable<Text>,
        certificate_number -> Nullable<Text>,
        certificate_authority -> Nullable<Text>,
        certificate_valid_until -> Nullable<Date>,
        specialty -> Nullable<Text>,
        work_type -> Nullable<Text>,
        reported_from -> Nullable<Date>,
        reported_until -> Nullable<Date>,
        active_since -> Nullable<Date>,
        since_basis -> Nullable<Text>,
        since_number -> Nullable<Text>,
        released_on -> Nullable<Date>,
        release_basis -> Nullable<Text>,
        release_number -> Nullable<Text>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    tender (project_id, id) {
        project_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        number -> Text,
        number_key -> Text,
        name -> Nullable<Text>,
        tender_class -> Nullable<Text>,
        tender_mode -> Nullable<Text>,
        awarded_on -> Nullable<Date>,
        award_fen -> Nullable<BigInt>,
        area_dm2 -> Nullable<BigInt>,
        size -> Nullable<Text>,
        agency_id -> Nullable<BigInt>,
        agency_name -> Nullable<Text>,
        winner_id -> Nullable<BigInt>,
        winner_name -> Nullable<Text>,
        leader_name -> Nullable<Text>,
        leader_id -> Nullable<BigInt>,
        recorded_on -> Nullable<Date>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    tender_section (project_id, id) {
        project_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        tender_number -> Nullable<Text>,
        code -> Text,
        name -> Text,
        content -> Nullable<Text>,
        estimate_fen -> Nullable<BigInt>,
        qualification_required -> Nullable<Text>,
        planned_start_on -> Nullable<Date>,
        duration -> Nullable<Text>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    tender_bidder (project_id, id) {
        project_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        tender_number -> Nullable<Text>,
        section_code -> Text,
        bidder_id -> Nullable<BigInt>,
        bidder_name -> Text,
        consortium -> Nullable<Text>,
        manager_name -> Nullable<Text>,
        manager_id -> Nullable<BigInt>,
        bid_fen -> Nullable<BigInt>,
        currency -> Nullable<Text>,
        submitted_on -> Nullable<Date>,
        credit_score_hundredths -> Nullable<Integer>,
        used_credit_score_hundredths -> Nullable<Integer>,
        score_hundredths -> Nullable<Integer>,
        is_winner -> Nullable<Bool>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    contract (project_id, id) {
        project_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        number -> Text,
        number_key -> Text,
        contract_number -> Nullable<Text>,
        name -> Nullable<Text>,
        contract_type -> Nullable<Text>,
        amount_fen -> Nullable<BigInt>,
        size -> Nullable<Text>,
        employer_id -> Nullable<BigInt>,
        employer_name -> Nullable<Text>,
        contractor_id -> Nullable<BigInt>,
        contractor_name -> Nullable<Text>,
        consortium -> Nullable<Text>,
        signed_on -> Nullable<Date>,
        ended_on -> Nullable<Date>,
        recorded_on -> Nullable<Date>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    drawing_review (project_id, id) {
        project_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        number -> Text,
        number_key -> Text,
        provincial_number -> Nullable<Text>,
        name -> Nullable<Text>,
        completed_on -> Nullable<Date>,
        size -> Nullable<Text>,
        passed_first -> Nullable<Bool>,
        first_violations -> Nullable<Integer>,
        first_violation_text -> Nullable<Text>,
        is_joint -> Nullable<Bool>,
        reviewer_id -> Nullable<BigInt>,
        reviewer_name -> Nullable<Text>,
        fire_number -> Nullable<Text>,
        fire_completed_on -> Nullable<Date>,
        fire_body -> Nullable<Text>,
        air_defence_number -> Nullable<Text>,
        air_defence_completed_on -> Nullable<Date>,
        air_defence_body -> Nullable<Text>,
        recorded_on -> Nullable<Date>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    drawing_violation (project_id, id) {
        project_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        review_number -> Text,
        number -> Text,
        specialty -> Nullable<Text>,
        kind -> Nullable<Text>,
        enterprise_id -> Nullable<BigInt>,
        enterprise_name -> Nullable<Text>,
        person_name -> Nullable<Text>,
        handling -> Nullable<Text>,
        remedy -> Nullable<Text>,
        consequence -> Nullable<Text>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    quality_supervision (project_id, id) {
        project_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        number -> Text,
        number_key -> Text,
        registration_number -> Nullable<Text>,
        body -> Nullable<Text>,
        officer -> Nullable<Text>,
        accepted_on -> Nullable<Date>,
        opinion -> Nullable<Text>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    safety_supervision (project_id, id) {
        project_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        number -> Text,
        number_key -> Text,
        registration_number -> Nullable<Text>,
        body -> Nullable<Text>,
        officer -> Nullable<Text>,
        accepted_on -> Nullable<Date>,
        opinion -> Nullable<Text>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    permit (project_id, id) {
        project_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        number -> Text,
        number_key -> Text,
        provincial_number -> Nullable<Text>,
        inner_number -> Nullable<Text>,
        name -> Nullable<Text>,
        land_planning_number -> Nullable<Text>,
        works_planning_number -> Nullable<Text>,
        tender_number -> Nullable<Text>,
        review_numbers -> Nullable<Text>,
        duration_days -> Nullable<Integer>,
        contract_fen -> Nullable<BigInt>,
        area_dm2 -> Nullable<BigInt>,
        length_mm -> Nullable<BigInt>,
        span_mm -> Nullable<BigInt>,
        size -> Nullable<Text>,
        authority -> Nullable<Text>,
        issued_on -> Nullable<Date>,
        state -> Text,
        state_since -> Nullable<Date>,
        recorded_on -> Nullable<Date>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    permit_change (project_id, id) {
        project_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        permit_number -> Text,
        item -> Text,
        before -> Text,
        after -> Text,
        changed_on -> Date,
        document -> Nullable<Text>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    acceptance (project_id, id) {
        project_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        number -> Text,
        number_key -> Text,
        name -> Nullable<Text>,
        permit_numbers -> Nullable<Text>,
        cost_fen -> Nullable<BigInt>,
        area_dm2 -> Nullable<BigInt>,
        length_mm -> Nullable<BigInt>,
        span_mm -> Nullable<BigInt>,
        size -> Nullable<Text>,
        structure -> Nullable<Text>,
        started_on -> Nullable<Date>,
        passed_on -> Nullable<Date>,
        remarks -> Nullable<Text>,
        recorded_on -> Nullable<Date>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    acceptance_filing (project_id, id) {
        project_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        number -> Text,
        number_key -> Text,
        name -> Nullable<Text>,
        acceptance_number -> Nullable<Text>,
        permit_numbers -> Nullable<Text>,
        cost_fen -> Nullable<BigInt>,
        area_dm2 -> Nullable<BigInt>,
        size -> Nullable<Text>,
        started_on -> Nullable<Date>,
        passed_on -> Nullable<Date>,
        filed_on -> Nullable<Date>,
        authority -> Nullable<Text>,
        recorded_on -> Nullable<Date>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    record_link (project_id, id) {
        project_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        from_kind -> Text,
        from_number -> Text,
        to_kind -> Text,
        to_number -> Text,
        to_project_id -> Nullable<BigInt>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    commitment (project_id, id) {
        project_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        role -> Text,
        enterprise_id -> Nullable<BigInt>,
        enterprise_name -> Text,
        person_id -> Nullable<BigInt>,
        person_name -> Text,
        authorised_on -> Nullable<Date>,
        signed_on -> Nullable<Date>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    stoppage (project_id, id) {
        project_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        permit_number -> Nullable<Text>,
        reason -> Nullable<Text>,
        stopped_on -> Date,
        resumed_on -> Nullable<Date>,
        owner_consents -> Nullable<Bool>,
        contractor_at_fault -> Nullable<Bool>,
        document -> Nullable<Text>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    fake_performance (project_id, id) {
        project_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        number -> Text,
        kind -> Text,
        enterprise_id -> Nullable<BigInt>,
        enterprise_name -> Text,
        document -> Nullable<Text>,
        authority -> Nullable<Text>,
        decided_on -> Date,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    enterprise_conduct (enterprise_id, id) {
        enterprise_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        nature -> Text,
        number -> Text,
        number_key -> Text,
        code -> Nullable<Text>,
        summary -> Text,
        decision -> Nullable<Text>,
        document -> Nullable<Text>,
        authority -> Nullable<Text>,
        decided_on -> Nullable<Date>,
        published_from -> Nullable<Date>,
        published_until -> Nullable<Date>,
        penalty_until -> Nullable<Date>,
        project_id -> Nullable<BigInt>,
        project_name -> Nullable<Text>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    enterprise_blacklisting (enterprise_id, id) {
        enterprise_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        number -> Text,
        number_key -> Text,
        reason -> Text,
        document -> Nullable<Text>,
        authority -> Nullable<Text>,
        listed_on -> Date,
        removed_on -> Nullable<Date>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    person_conduct (person_id, id) {
        person_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        nature -> Text,
        number -> Text,
        number_key -> Text,
        code -> Nullable<Text>,
        summary -> Text,
        decision -> Nullable<Text>,
        document -> Nullable<Text>,
        authority -> Nullable<Text>,
        decided_on -> Nullable<Date>,
        published_from -> Nullable<Date>,
        published_until -> Nullable<Date>,
        penalty_until -> Nullable<Date>,
        project_id -> Nullable<BigInt>,
        project_name -> Nullable<Text>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    person_blacklisting (person_id, id) {
        person_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        number -> Text,
        number_key -> Text,
        reason -> Text,
        document -> Nullable<Text>,
        authority -> Nullable<Text>,
        listed_on -> Date,
        removed_on -> Nullable<Date>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    enterprise_evaluation (enterprise_id, id) {
        enterprise_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        scheme -> Text,
        kind -> Text,
        sequence -> Nullable<Text>,
        category -> Nullable<Text>,
        class -> Nullable<Text>,
        period -> Text,
        year -> Integer,
        month -> Integer,
        base_hundredths -> Nullable<Integer>,
        incentive_hundredths -> Nullable<Integer>,
        deduction_hundredths -> Nullable<Integer>,
        score_hundredths -> Integer,
        grade -> Nullable<Text>,
        evaluator -> Nullable<Text>,
        provider -> Nullable<Text>,
        scope -> Text,
        provided_on -> Nullable<Date>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    person_demerit (person_id, id) {
        person_id -> BigInt,
        id -> BigInt,
        record_key -> Text,
        number -> Text,
        number_key -> Text,
        item -> Nullable<Text>,
        behaviour -> Text,
        points -> Integer,
        decided_on -> Date,
        cycle_start -> Nullable<Date>,
        authority -> Nullable<Text>,
        project_id -> Nullable<BigInt>,
        project_name -> Nullable<Text>,
        data_level -> Text,
        data_source -> Text,
        verifying_body -> Nullable<Text>,
        verifying_person -> Nullable<Text>,
        raw -> Text,
        row_version -> BigInt,
    }
}

diesel::table! {
    organisation (id) {
        id -> BigInt,
        public_id -> Text,
        kind -> Text,
        name -> Text,
        credit_code -> Nullable<Text>,
        enterprise_id -> Nullable<BigInt>,
        region_code -> Text,
        tier -> Nullable<Text>,
        state -> Text,
        state_reason -> Nullable<Text>,
        registered_at -> Timestamp,
        decided_at -> Nullable<Timestamp>,
        row_version -> BigInt,
    }
}

diesel::table! {
    account (id) {
        id -> BigInt,
        public_id -> Text,
        organisation_id -> BigInt,
        login_name -> Text,
        person_name -> Text,
        phone_cipher -> Nullable<Text>,
        phone_masked -> Nullable<Text>,
        email_cipher -> Nullable<Text>,
        email_masked -> Nullable<Text>,
        password_hash -> Text,
        password_changed_at -> Timestamp,
        must_change_password -> Bool,
        state -> Text,
        created_at -> Timestamp,
        unlocked_at -> Nullable<Timestamp>,
        row_version -> BigInt,
    }
}

diesel::table! {
    account_role (account_id, id) {
        account_id -> BigInt,
        id -> BigInt,
        role -> Text,
        granted_at -> Timestamp,
        withdrawn_at -> Nullable<Timestamp>,
        row_version -> BigInt,
    }
}

diesel::table! {
    session (account_id, id) {
        account_id -> BigInt,
        id -> BigInt,
        public_id -> Text,
        token_hash -> Text,
        state -> Text,
        started_at -> Timestamp,
        last_seen_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
        peer_address -> Nullable<Text>,
        user_agent -> Nullable<Text>,
        row_version -> BigInt,
    }
}

diesel::table! {
    api_token (account_id, id) {
        account_id -> BigInt,
        id -> BigInt,
        public_id -> Text,
        name -> Text,
        token_hash -> Text,
        scopes -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        last_used_at -> Nullable<Timestamp>,
        revoked_at -> Nullable<Timestamp>,
        row_version -> BigInt,
    }
}

diesel::table! {
    account_identity (account_id, id) {
        account_id -> BigInt,
        id -> BigInt,
        issuer -> Text,
        subject -> Text,
        linked_at -> Timestamp,
        withdrawn_at -> Nullable<Timestamp>,
        row_version -> BigInt,
    }
}

diesel::table! {
    delegation (account_id, id) {
        account_id -> BigInt,
        id -> BigInt,
        public_id -> Text,
        deputy_id -> BigInt,
        first_day -> Date,
        last_day -> Date,
        created_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
        row_version -> BigInt,
    }
}

diesel::table! {
    second_factor (account_id) {
        account_id -> BigInt,
        secret_cipher -> Text,
        confirmed_at -> Nullable<Timestamp>,
        removed_at -> Nullable<Timestamp>,
        last_step -> BigInt,
        row_version -> BigInt,
    }
}

diesel::table! {
    recovery_code (account_id, id) {
        account_id -> BigInt,
        id -> BigInt,
        code_hash -> Text,
        used_at -> Nullable<Timestamp>,
        row_version -> BigInt,
    }
}

diesel::table! {
    login_attempt (subject_hash) {
        subject_hash -> Text,
        failures -> BigInt,
        attempted_at -> Timestamp,
        locked_until -> Nullable<Timestamp>,
    }
}

diesel::table! {
    notice (account_id, id) {
        account_id -> BigInt,
        id -> BigInt,
        public_id -> Text,
        kind -> Text,
        title -> Text,
        body -> Text,
        address -> Text,
        at -> Timestamp,
        read_at -> Nullable<Timestamp>,
        row_version -> BigInt,
    }
}

diesel::table! {
    webhook (organisation_id, id) {
        organisation_id -> BigInt,
        id -> BigInt,
        public_id -> Text,
        url -> Text,
        secret_cipher -> Text,
        events -> Text,
        state -> Text,
        failures -> Integer,
        delivered_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        row_version -> BigInt,
    }
}

diesel::table! {
    outbox (id) {
        id -> BigInt,
        channel -> Text,
        account_id -> Nullable<BigInt>,
        organisation_id -> Nullable<BigInt>,
        webhook_id -> Nullable<BigInt>,
        payload -> Text,
        state -> Text,
        attempts -> Integer,
        last_error -> Nullable<Text>,
        created_at -> Timestamp,
        finished_at -> Nullable<Timestamp>,
        row_version -> BigInt,
    }
}

diesel::table! {
    filing_case (filing_id) {
        filing_id -> BigInt,
        organisation_id -> BigInt,
        account_id -> BigInt,
        act -> Text,
        region_code -> Text,
        route -> Text,
        four_eyes -> Bool,
        working_days -> BigInt,
        opened_at -> Timestamp,
        changed_at -> Timestamp,
        submitted_at -> Nullable<Timestamp>,
        row_version -> BigInt,
    }
}

diesel::table! {
    filing_item (filing_id, id) {
        filing_id -> BigInt,
        id -> BigInt,
        place -> BigInt,
        sheet -> Text,
        title -> Text,
        content_cipher -> Text,
        content_hash -> Text,
        state -> Text,
        tier -> Nullable<Text>,
        data_level -> Text,
        seconded_by -> Nullable<BigInt>,
        reason_code -> Nullable<Text>,
        note -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
        row_version -> BigInt,
    }
}

diesel::table! {
    filing_desk (filing_id, id) {
        filing_id -> BigInt,
        id -> BigInt,
        tier -> Text,
        region_code -> Text,
        waiting -> BigInt,
        arrived_at -> Timestamp,
        due_on -> Date,
        claimed_by -> Nullable<BigInt>,
        claimed_at -> Nullable<Timestamp>,
        reminded -> Nullable<Text>,
        row_version -> BigInt,
    }
}

diesel::table! {
    filing_step (filing_id, id) {
        filing_id -> BigInt,
        id -> BigInt,
        at -> Timestamp,
        step -> Text,
        account_id -> Nullable<BigInt>,
        person_name -> Text,
        organisation -> Text,
        tier -> Nullable<Text>,
        items -> BigInt,
        reason_code -> Nullable<Text>,
        note -> Nullable<Text>,
        row_version -> BigInt,
        on_behalf_of -> Nullable<Text>,
    }
}

diesel::table! {
    filing_attachment (filing_id, id) {
        filing_id -> BigInt,
        id -> BigInt,
        public_id -> Text,
        name -> Text,
        purpose -> Nullable<Text>,
        kind -> Text,
        size -> BigInt,
        digest -> Text,
        scan_state -> Text,
        account_id -> BigInt,
        attached_at -> Timestamp,
        removed_at -> Nullable<Timestamp>,
        row_version -> BigInt,
    }
}

diesel::table! {
    filing_route (id) {
        id -> BigInt,
        kind -> Text,
        region_prefix -> Text,
        tiers -> Text,
        working_days -> BigInt,
        four_eyes -> Bool,
        valid_from -> Date,
        valid_until -> Nullable<Date>,
        document -> Nullable<Text>,
        row_version -> BigInt,
    }
}

diesel::table! {
    idempotent_answer (account_id, key_hash) {
        account_id -> BigInt,
        key_hash -> Text,
        request_hash -> Text,
        status -> BigInt,
        body -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    workbook (organisation_id, id) {
        organisation_id -> BigInt,
        id -> BigInt,
        public_id -> Text,
        account_id -> BigInt,
        name -> Text,
        act -> Text,
        digest -> Text,
        size -> BigInt,
        state -> Text,
        rows_at_most -> Nullable<BigInt>,
        good -> BigInt,
        wrong -> BigInt,
        known -> BigInt,
        findings_cipher -> Nullable<Text>,
        filing_id -> Nullable<BigInt>,
        uploaded_at -> Timestamp,
        checked_at -> Nullable<Timestamp>,
        row_version -> BigInt,
    }
}

diesel::table! {
    workbook_row (organisation_id, id) {
        organisation_id -> BigInt,
        id -> BigInt,
        workbook_id -> BigInt,
        sheet -> Text,
        number -> BigInt,
        verdict -> Text,
        title -> Text,
        content_cipher -> Nullable<Text>,
        content_hash -> Text,
        findings_cipher -> Nullable<Text>,
        row_version -> BigInt,
    }
}

diesel::table! {
    finding (id) {
        id -> BigInt,
        public_id -> Text,
        finding_key -> Text,
        rule -> Text,
        rule_version -> Integer,
        effect -> Text,
        state -> Text,
        owner_kind -> Text,
        owner_id -> BigInt,
        enterprise_id -> Nullable<BigInt>,
        person_id -> Nullable<BigInt>,
        project_id -> Nullable<BigInt>,
        region_code -> Text,
        record -> Text,
        act_on -> Date,
        because -> Text,
        seen -> Text,
        opened_at -> Timestamp,
        changed_at -> Timestamp,
        closed_at -> Nullable<Timestamp>,
        row_version -> BigInt,
    }
}

diesel::table! {
    finding_step (finding_id, id) {
        finding_id -> BigInt,
        id -> BigInt,
        at -> Timestamp,
        turn -> Text,
        account_id -> Nullable<BigInt>,
        person_name -> Nullable<Text>,
        organisation -> Nullable<Text>,
        note -> Nullable<Text>,
        document -> Nullable<Text>,
        cause_entry_id -> Nullable<BigInt>,
        row_version -> BigInt,
    }
}

diesel::table! {
    manager_lock (person_id, id) {
        person_id -> BigInt,
        id -> BigInt,
        public_id -> Text,
        project_id -> BigInt,
        enterprise_id -> Nullable<BigInt>,
        tender_number -> Nullable<Text>,
        section -> Nullable<Text>,
        state -> Text,
        reserved_on -> Nullable<Date>,
        expires_on -> Nullable<Date>,
        locked_on -> Nullable<Date>,
        award_document -> Nullable<Text>,
        exception -> Nullable<Text>,
        exception_project_id -> Nullable<BigInt>,
        exception_document -> Nullable<Text>,
        released_on -> Nullable<Date>,
        release_reason -> Nullable<Text>,
        release_basis -> Nullable<Text>,
        release_document -> Nullable<Text>,
        row_version -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    filing,
    ledger_entry,
    vault_key,
    person_key,
    pending_record,
    enterprise,
    enterprise_particulars,
    enterprise_kind,
    enterprise_alias,
    qualification,
    safety_permit,
    market_entry,
    net_assets,
    shareholder,
    succession,
    person,
    person_particulars,
    registration,
    safety_certificate,
    post_certificate,
    professional_title,
    employment,
    project,
    project_particulars,
    project_number,
    unit_work,
    unit_work_measure,
    unit_work_record,
    participant,
    engagement,
    tender,
    tender_section,
    tender_bidder,
    contract,
    drawing_review,
    drawing_violation,
    quality_supervision,
    safety_supervision,
    permit,
    permit_change,
    acceptance,
    acceptance_filing,
    record_link,
    commitment,
    stoppage,
    fake_performance,
    enterprise_conduct,
    enterprise_blacklisting,
    person_conduct,
    person_blacklisting,
    enterprise_evaluation,
    person_demerit,
    organisation,
    account,
    account_role,
    session,
    api_token,
    account_identity,
    delegation,
    second_factor,
    recovery_code,
    login_attempt,
    filing_case,
    filing_item,
    filing_desk,
    filing_step,
    filing_attachment,
    filing_route,
    idempotent_answer,
    workbook,
    workbook_row,
    finding,
    finding_step,
    manager_lock,
);
