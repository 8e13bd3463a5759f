//! A mail server on a port of its own, that speaks the protocol and keeps what it is sent.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{IpAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mailin::{Action, AuthMechanism, Handler, Response, SessionBuilder, response};

/// A mail as it arrived.
#[derive(Clone, Debug, Default)]
pub struct Received {
    /// Whom the envelope is from.
    pub from: String,
    /// Whom it is for.
    pub to: Vec<String>,
    /// Headers and body, as sent.
    pub text: String,
    /// Who signed in to send it.
    pub user: String,
}

impl Received {
    /// A header, with what is encoded in it decoded.
    pub fn header(&self, name: &str) -> String {
        let (headers, _) = self.text.split_once("\r\n\r\n").unwrap();
        let headers = headers.replace("\r\n ", " ");
        let header = headers.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
        let words = header.unwrap_or_else(|| panic!("no {name} in {headers}")).split(' ').map(decoded_word);
        words.collect::<Vec<_>>().concat()
    }

    /// The body, decoded.
    pub fn body(&self) -> String {
        let (_, body) = self.text.split_once("\r\n\r\n").unwrap();
        match self.header("Content-Transfer-Encoding").as_str() {
            "base64" => String::from_utf8(STANDARD.decode(body.replace("\r\n", "")).unwrap()).unwrap(),
            encoding => panic!("{encoding}: {body}"),
        }
    }
}

/// A word of a header: `=?utf-8?b?…?=`, or plain.
fn decoded_word(word: &str) -> String {
    match word.strip_prefix("=?utf-8?b?").and_then(|rest| rest.strip_suffix("?=")) {
        Some(encoded) => String::from_utf8(STANDARD.decode(encoded).unwrap()).unwrap(),
        None => word.to_owned(),
    }
}

/// The server.
pub struct MailServer {
    /// `smtp://127.0.0.1:…`.
    pub url: String,
    mails: Arc<Mutex<Vec<Received>>>,
}

impl MailServer {
    /// A server that answers `code` to every recipient; 250 takes them all. With a password, only who signs in may send.
    pub fn answering(code: u16, password: Option<&'static str>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let mails = Arc::new(Mutex::new(Vec::new()));
        let session = Session { code, password, mail: Received::default(), mails: Arc::clone(&mails) };
        thread::spawn(move || {
            for stream in listener.incoming() {
                serve(stream.unwrap(), session.clone());
            }
        });
        Self { url, mails }
    }

    /// What it was sent.
    pub fn mails(&self) -> Vec<Received> {
        self.mails.lock().unwrap().clone()
    }
}

fn serve(stream: TcpStream, session: Session) {
    let mut writer = stream.try_clone().unwrap();
    let mut reader = BufReader::new(stream);
    let mut builder = SessionBuilder::new("mail.example.gov.cn");
    if session.password.is_some() {
        builder.enable_auth(AuthMechanism::Plain).insecure_enable_plaintext_auth();
    }
    let mut session = builder.build(IpAddr::from([127, 0, 0, 1]), session);
    session.greeting().write_to(&mut writer).unwrap();
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).unwrap_or_default() > 0 {
        let answer = session.process(&line);
        line.clear();
        if !matches!(answer.action, Action::NoReply) {
            answer.write_to(&mut writer).unwrap();
            writer.flush().unwrap();
        }
        if matches!(answer.action, Action::Close) {
            return;
        }
    }
}

#[derive(Clone)]
struct Session {
    code: u16,
    password: Option<&'static str>,
    mail: Received,
    mails: Arc<Mutex<Vec<Received>>>,
}

impl Handler for Session {
    fn mail(&mut self, _ip: IpAddr, _domain: &str, from: &str) -> Response {
        from.clone_into(&mut self.mail.from);
        response::OK
    }

    fn rcpt(&mut self, to: &str) -> Response {
        if self.code != 250 {
            return Response::custom(self.code, format!("no such mailbox {to}"));
        }
        self.mail.to.push(to.to_owned());
        response::OK
    }

    fn data(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.mail.text.push_str(std::str::from_utf8(bytes).unwrap());
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        self.mails.lock().unwrap().push(std::mem::take(&mut self.mail));
        response::OK
    }

    fn auth_plain(&mut self, _authorisation: &str, user: &str, password: &str) -> Response {
        if Some(password) != self.password {
            return response::INVALID_CREDENTIALS;
        }
        user.clone_into(&mut self.mail.user);
        response::AUTH_OK
    }
}
