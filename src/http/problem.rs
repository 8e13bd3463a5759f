//! Errors as they leave the house: problem+json (RFC 9457) for machines, a page for people, from one value.

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::{HttpResponse, HttpResponseBuilder, ResponseError};
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::{Code, Error, FieldError};

/// The media type of a problem.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// What went wrong, as RFC 9457 has it, with a stable code.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Problem {
    /// Address of the explanation of this kind of problem.
    #[schema(example = "/docs/errors#record.not_found")]
    pub r#type: String,
    /// What it means, in one phrase.
    #[schema(example = "没有找到这条记录")]
    pub title: String,
    /// HTTP status.
    #[schema(example = 404)]
    pub status: u16,
    /// What happened and what to do.
    #[schema(example = "在本平台登记的记录中没有找到企业“91410100MA0000007G”。请核对后再查，或换用名称查询。")]
    pub detail: String,
    /// Stable code, for machines.
    #[schema(example = "record.not_found")]
    pub code: String,
    /// The fields that cannot be accepted, each with its reason.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemField>,
    /// Number of the request, to be quoted when asking for help.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "01a2b3c4-0000-7000-8000-000000000000")]
    pub request_id: Option<String>,
}

/// A field that cannot be accepted.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProblemField {
    /// Which field.
    #[schema(example = "limit")]
    pub path: String,
    /// Stable code of the reason.
    #[schema(example = "number.out_of_range")]
    pub code: String,
    /// The reason and the remedy.
    #[schema(example = "每页条数应为 1 至 100 的整数。")]
    pub message: String,
}

impl From<&FieldError> for ProblemField {
    fn from(error: &FieldError) -> Self {
        Self { path: error.path.clone(), code: error.code.clone(), message: error.message.clone() }
    }
}

impl Problem {
    /// The problem that an error is.
    pub fn of(error: &Error, request_id: Option<String>) -> Self {
        let errors = match error {
            Error::Invalid(fields) => fields.iter().map(ProblemField::from).collect(),
            _ => Vec::new(),
        };
        Self { errors, ..Self::bare(error.code(), status(error.code()), error.detail(), request_id) }
    }

    /// A problem without fields.
    pub fn bare(code: Code, status: StatusCode, detail: String, request_id: Option<String>) -> Self {
        Self {
            r#type: format!("/docs/errors#{code}"),
            title: code.title().to_owned(),
            status: status.as_u16(),
            detail,
            code: code.as_str().to_owned(),
            errors: Vec::new(),
            request_id,
        }
    }
}

/// The HTTP status of a code.
pub fn status(code: Code) -> StatusCode {
    match code {
        Code::RequestInvalid | Code::WorkbookUnreadable | Code::IdempotencyReused => StatusCode::UNPROCESSABLE_ENTITY,
        Code::RequestUnreadable | Code::ParameterUnknown | Code::ParameterInvalid | Code::CursorInvalid => {
            StatusCode::BAD_REQUEST
        }
        Code::AddressUnknown | Code::RecordNotFound => StatusCode::NOT_FOUND,
        Code::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        Code::RecordDuplicate
        | Code::RecordStale
        | Code::AttachmentUnscanned
        | Code::FilingChanged
        | Code::FilingDecided
        | Code::FilingClaimed
        | Code::FilingClosed
        | Code::FindingState
        | Code::ManagerHeld
        | Code::LockClosed
        | Code::WorkbookNotReady => StatusCode::CONFLICT,
        Code::PreconditionFailed => StatusCode::PRECONDITION_FAILED,
        Code::Unauthenticated => StatusCode::UNAUTHORIZED,
        Code::Forbidden | Code::PasswordExpired | Code::SecondFactorRequired | Code::ForeignForm => {
            StatusCode::FORBIDDEN
        }
        Code::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Code::RateLimited => StatusCode::TOO_MANY_REQUESTS,
        Code::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        status(self.code())
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponseBuilder::new(self.status_code());
        response.insert_header((CONTENT_TYPE, PROBLEM_JSON));
        if let Self::RateLimited { retry_after } | Self::Unavailable { retry_after, .. } = self {
            response.insert_header((RETRY_AFTER, retry_after.to_string()));
        }
        if matches!(self, Self::Unauthenticated) {
            response.insert_header((WWW_AUTHENTICATE, "Bearer"));
        }
        response.body(serde_json::to_string(&Problem::of(self, None)).unwrap_or_default())
    }
}
