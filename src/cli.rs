//! The commands of `siku`.

mod accounts;
mod actor;
mod admin;
mod check;
mod copy;
mod demo;
mod generate;
mod import;
mod keys;
mod ledger;
mod output;
mod pending;
mod serve;
mod setup;

use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{NaiveDate, NaiveDateTime};
use clap::{Args, Parser, Subcommand};

use crate::config::{ServerSettings, StoreSettings};
use crate::db::DatabaseUrl;
use crate::domain::vocabulary::access::{Role, Tier};
use crate::error::Result;
use crate::generate::Scale;
use crate::telemetry::Filter;
use output::{say, warn};

/// 四库一平台：建筑市场企业、人员、项目、诚信四库的登记、查询与监管
#[derive(Debug, Parser)]
#[command(name = "siku", version, about, arg_required_else_help = true)]
pub struct Cli {
    #[command(flatten)]
    store: StoreSettings,

    /// 日志级别：off、error、warn、info、debug、trace 之一，或如 siku=debug,warn
    #[arg(long, global = true, env = "SIKU_LOG", default_value = "info")]
    log: Filter,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 演示：在 var/demo 新建数据库，导入 fixtures/demo 的工作簿，并在本机提供查询
    Demo(DemoArgs),
    /// 启动服务
    Serve(ServeArgs),
    /// 建立或更新数据库表结构
    Migrate,
    /// 导入工作簿（xlsx、xls、ods、csv）；有不能接受的行时以 1 退出
    Import(ImportArgs),
    /// 生成虚构的一省数据（工作簿），用于演示和测试；同样的种子得到同样的文件
    Generate(GenerateArgs),
    /// 全面核验：按全部规则核对库中的全部记录，每个问题输出一行 JSON；有问题时以 1 退出
    Check(CheckArgs),
    /// 台账
    #[command(subcommand)]
    Ledger(LedgerCommand),
    /// 管理
    #[command(subcommand)]
    Admin(AdminCommand),
    /// 密钥
    #[command(subcommand)]
    Keys(KeysCommand),
    /// 列出等待项目登记的记录：是什么、等待哪个项目、原因、何时随哪一批导入
    Pending,
    /// 把一个数据库的全部数据复制到另一个空库，并核对摘要
    Copy(CopyArgs),
    /// 输出开放接口的 OpenAPI 描述
    Openapi,
}

#[derive(Args, Debug)]
struct DemoArgs {
    #[command(flatten)]
    server: ServerSettings,

    /// 演示数据所在文件夹
    #[arg(long, default_value = "fixtures/demo")]
    fixtures: PathBuf,

    /// 演示数据库所在文件夹；其中已有的演示数据库会被删除重建，放有其他文件的文件夹不会使用
    #[arg(long, default_value = "var/demo")]
    folder: PathBuf,

    /// 不在文件夹里建库，改用这个空的 PostgreSQL 数据库；其中已有表的不会使用
    #[arg(long, value_name = "URL")]
    postgres: Option<DatabaseUrl>,
}

#[derive(Args, Debug)]
struct ServeArgs {
    #[command(flatten)]
    server: ServerSettings,

    /// 启动时先更新表结构
    #[arg(long, env = "SIKU_MIGRATE")]
    migrate: bool,
}

#[derive(Args, Debug)]
struct ImportArgs {
    /// 工作簿
    #[arg(required = true)]
    files: Vec<PathBuf>,

    /// 工作表的种类；不指定则按表头识别
    #[arg(long)]
    kind: Option<String>,

    /// 只检查，不写入：有数据库时逐行与库中现有内容核对，没有时只检查工作簿
    #[arg(long)]
    dry_run: bool,

    /// 把标注了问题的工作簿写到这里（只能与一个输入文件同用）
    #[arg(long)]
    report: Option<PathBuf>,
}

#[derive(Args, Debug)]
struct GenerateArgs {
    /// 规模：small、henan、chongqing，或企业家数；violations 为逐条已知违规的案例
    #[arg(long, default_value = "small")]
    scale: Scale,

    /// 随机种子
    #[arg(long, default_value_t = 1)]
    seed: u64,

    /// 按“人们实际填写的样子”书写的单元格所占比例，0 至 1；不填则按规模取常用值
    #[arg(long)]
    ugly: Option<f64>,

    /// 写到哪个文件夹
    #[arg(long)]
    out: PathBuf,
}

#[derive(Args, Debug)]
struct CheckArgs {
    /// 核验的日期，如 2026-11-22；不填为今天
    #[arg(long)]
    on: Option<NaiveDate>,

    /// 把问题写到这个文件；不填则写到标准输出
    #[arg(long)]
    out: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum LedgerCommand {
    /// 重放台账，与登记库逐条比对
    Verify,
    /// 一个企业、人员或项目的台账：历次变动，或某一时刻所知的内容；个人信息不显示
    Show(ShowArgs),
}

#[derive(Args, Debug)]
struct ShowArgs {
    /// 页面地址中的编号；企业也可用统一社会信用代码，项目也可用项目编号
    head: String,

    /// 时刻（北京时间），如 2026-11-22 或 "2026-11-22 09:30"；只写日期时指当日终了
    #[arg(long, value_parser = ledger::instant)]
    at: Option<NaiveDateTime>,
}

#[derive(Debug, Subcommand)]
enum AdminCommand {
    /// 依法删除一名人员的资料并销毁其密钥，不可恢复；由谁删除、依据为何记入台账
    Erase(EraseArgs),
    /// 创建账号：首批系统管理员、安全管理员、审计管理员等；密码从终端输入，或由标准输入的第一行给出
    CreateUser(CreateUserArgs),
    /// 重置账号的密码；密码从终端输入，或由标准输入的第一行给出，下次登录须更换
    SetPassword(SetPasswordArgs),
    /// 解除因多次输错密码造成的锁定
    Unlock(UnlockArgs),
}

#[derive(Args, Debug)]
struct EraseArgs {
    /// 人员页面地址中的编号
    person: String,

    /// 删除的依据和理由；其中不要写入姓名和证件号码
    #[arg(long)]
    reason: String,

    /// 确认删除
    #[arg(long)]
    yes: bool,
}

#[derive(Args, Debug)]
struct CreateUserArgs {
    /// 登录名
    login_name: String,

    /// 姓名
    #[arg(long)]
    name: String,

    /// 角色，可以重复：审核人员、部门管理员、审计管理员、系统管理员、安全管理员（或其代码）
    #[arg(long = "role", required = true, value_parser = accounts::role)]
    roles: Vec<Role>,

    /// 所属部门的名称；没有这个部门时新设，并须给出 --region 和 --tier
    #[arg(long)]
    department: String,

    /// 部门管辖地区的行政区划代码
    #[arg(long)]
    region: Option<String>,

    /// 部门的层级：县级、市级、省级（或 county、city、province）
    #[arg(long, value_parser = accounts::tier)]
    tier: Option<Tier>,
}

#[derive(Args, Debug)]
struct SetPasswordArgs {
    /// 登录名
    login_name: String,

    /// 同时取消动态码和统一身份认证的绑定（手机遗失，或在统一身份认证中换了账号时）
    #[arg(long)]
    remove_second_factor: bool,
}

#[derive(Args, Debug)]
struct UnlockArgs {
    /// 登录名
    login_name: String,
}

#[derive(Debug, Subcommand)]
enum KeysCommand {
    /// 更换密钥：新密钥用于今后的加密，原有密钥留在密钥文件中，用于读取以前的内容
    Rotate,
}

#[derive(Args, Debug)]
struct CopyArgs {
    /// 来源数据库地址
    #[arg(long)]
    from: DatabaseUrl,

    /// 目标数据库地址；应为空库
    #[arg(long)]
    to: DatabaseUrl,
}

/// Runs a command. 0: done. 1: done, but something was refused or differs. 2: not done.
pub fn run(cli: Cli) -> ExitCode {
    crate::telemetry::start(&cli.log);
    match dispatch(cli) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            warn(&error.detail());
            let mut cause = std::error::Error::source(&error);
            while let Some(error) = cause {
                warn(&format!("  原因：{error}"));
                cause = error.source();
            }
            ExitCode::from(2)
        }
    }
}

fn dispatch(cli: Cli) -> Result<bool> {
    let store = cli.store;
    match cli.command {
        Command::Demo(args) => serve::demo(&store, args),
        Command::Serve(args) => serve::serve(&store, args),
        Command::Migrate => setup::migrate(&store),
        Command::Import(args) => import::run(&store, &args),
        Command::Generate(args) => generate::run(&args),
        Command::Check(args) => check::run(&store, &args),
        Command::Ledger(LedgerCommand::Verify) => ledger::verify(&store),
        Command::Ledger(LedgerCommand::Show(args)) => ledger::show(&store, &args),
        Command::Admin(AdminCommand::Erase(args)) => admin::erase(&store, &args),
        Command::Admin(AdminCommand::CreateUser(args)) => accounts::create_user(&store, &args),
        Command::Admin(AdminCommand::SetPassword(args)) => accounts::set_password(&store, &args),
        Command::Admin(AdminCommand::Unlock(args)) => accounts::unlock(&store, &args),
        Command::Keys(KeysCommand::Rotate) => keys::rotate(&store),
        Command::Pending => pending::run(&store),
        Command::Copy(args) => copy::run(&store, &args),
        Command::Openapi => {
            let text = crate::http::openapi::text(&crate::http::app::document());
            say(text.map_err(crate::error::Error::internal)?.trim_end());
            Ok(true)
        }
    }
}
