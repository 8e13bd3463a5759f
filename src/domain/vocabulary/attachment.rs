//! Words of attachments (附件).

text_enum! {
    /// What an attachment is, by its content.
    AttachmentKind {
        #[default]
        Pdf = "pdf" / "PDF 文件",
        Ofd = "ofd" / "OFD 版式文件",
        Jpeg = "jpeg" / "JPEG 图片",
        Png = "png" / "PNG 图片",
        Xlsx = "xlsx" / "Excel 工作簿",
        Docx = "docx" / "Word 文档",
    }
}

impl AttachmentKind {
    /// Its registered media type; OFD (GB/T 33190) has the one that is in use.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Ofd => "application/ofd",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }

    /// The endings its name may have; the first is the usual one.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Ofd => &["ofd"],
            Self::Jpeg => &["jpg", "jpeg", "jpe"],
            Self::Png => &["png"],
            Self::Xlsx => &["xlsx"],
            Self::Docx => &["docx"],
        }
    }
}

text_enum! {
    /// What the virus scanner said of an attachment.
    ScanState {
        /// No scanner is configured: that nobody looked is known.
        NotRequired = "not_required" / "未配置病毒扫描",
        Clean = "clean" / "已扫描，未发现病毒",
        Infected = "infected" / "发现病毒",
        /// The scanner could not be asked: not to be downloaded until it was.
        #[default]
        Unscanned = "unscanned" / "等待病毒扫描",
    }
}

impl ScanState {
    /// Whether a file in this state may be handed out.
    pub fn may_be_downloaded(self) -> bool {
        matches!(self, Self::NotRequired | Self::Clean)
    }
}
