//! What can be filed, and what has to be filled in for it.

use serde::Serialize;
use utoipa::ToSchema;

use crate::filing::hall::kinds::{FilingAct, FilingKind, Own};
use crate::intake::{Need, SheetKind};
use crate::registry::sheet::choices;

/// A kind of filing with the fields of its forms.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FilingKindView {
    /// Its name.
    #[schema(example = "performance")]
    pub name: &'static str,
    /// Its name in words.
    #[schema(example = "工程业绩")]
    pub title: &'static str,
    /// What it is for.
    #[schema(example = "补录历史业绩，或认领库中已有项目的业绩。")]
    pub summary: &'static str,
    /// The act or rule it rests on.
    #[schema(example = "建筑业企业资质管理规定（住房城乡建设部令第22号）")]
    pub ground: &'static str,
    /// Whether it is only taken note of, never approved, and never a precondition of anything.
    pub is_recorded_only: bool,
    /// What can be filed.
    pub acts: Vec<ActView>,
    /// Papers that are asked for.
    pub papers: Vec<PaperView>,
}

/// One thing that can be filed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ActView {
    /// Its name.
    #[schema(example = "backfill")]
    pub name: &'static str,
    /// Its name in words.
    #[schema(example = "补录历史业绩")]
    pub title: &'static str,
    /// The kinds of sheet whose rows it takes.
    pub sheets: Vec<SheetView>,
}

/// A kind of sheet with the fields that are asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SheetView {
    /// Its name.
    #[schema(example = "backfill")]
    pub name: &'static str,
    /// Its name in words.
    #[schema(example = "业绩补录")]
    pub title: &'static str,
    /// The fields.
    pub fields: Vec<FieldView>,
}

/// A field of a form.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FieldView {
    /// Its name.
    #[schema(example = "region")]
    pub field: &'static str,
    /// What it is called, with its unit.
    #[schema(example = "项目所在地")]
    pub label: &'static str,
    /// What to write.
    pub hint: Option<&'static str>,
    /// Whether it must be filled in.
    pub required: bool,
    /// Whether the platform fills it in with what it knows of the filer.
    pub own: bool,
    /// Whether what stands there is personal: kept sealed, shown covered.
    pub personal: bool,
    /// The values to choose from, where there is a list.
    #[schema(example = json!(["房屋建筑工程", "市政基础设施工程"]))]
    pub choices: Vec<&'static str>,
}

/// A paper that is asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PaperView {
    /// What it is.
    #[schema(example = "竣工验收证明")]
    pub title: &'static str,
    /// Whether nothing can be submitted without it.
    pub required: bool,
}

impl FilingKindView {
    /// A kind with everything that who files has to know.
    pub fn of(kind: &'static FilingKind) -> Self {
        let act = |act: &'static FilingAct| ActView {
            name: act.name,
            title: act.title,
            sheets: act.sheet_kinds().map(|sheet| SheetView::of(kind, act, sheet)).collect(),
        };
        Self {
            name: kind.name,
            title: kind.title,
            summary: kind.summary,
            ground: kind.ground,
            is_recorded_only: kind.is_recorded_only,
            acts: kind.acts.iter().map(act).collect(),
            papers: kind
                .papers
                .iter()
                .map(|paper| PaperView { title: paper.title, required: paper.required })
                .collect(),
        }
    }
}

impl SheetView {
    /// The fields of a sheet that an act asks for.
    pub fn of(kind: &FilingKind, act: &FilingAct, sheet: &'static SheetKind) -> Self {
        let own = |field: &str| kind.own.iter().any(|(own, _): &(&str, Own)| *own == field);
        let asked = sheet.columns.iter().filter(|column| act.asks(column.field) && column.stored);
        let fields = asked.map(|column| FieldView {
            field: column.field,
            label: column.header,
            hint: column.hint,
            required: column.need == Need::Required || act.required.contains(&column.field),
            own: own(column.field),
            personal: column.personal,
            choices: choices::of(sheet.name, column.field),
        });
        Self { name: sheet.name, title: sheet.title, fields: fields.collect() }
    }
}
