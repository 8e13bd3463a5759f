//! `siku serve` as a process of its own.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::{TestDb, siku};

const ANY_PORT: &str = "127.0.0.1:0";

/// A server of the test's own, stopped at its end.
pub struct Server {
    process: Child,
    /// Where pages and the interface are.
    pub pages: SocketAddr,
    /// Where metrics are.
    pub metrics: SocketAddr,
}

impl Server {
    /// Starts a server and waits until it says where it listens.
    pub fn start(database: &TestDb) -> Self {
        let arguments = ["serve", "--listen", ANY_PORT, "--metrics-listen", ANY_PORT, "--rate-limit", "0"];
        let mut process = siku(database, &arguments).spawn().unwrap();
        let mut said = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut address = |word: &str| -> SocketAddr {
            let line = said.by_ref().map(|line| line.unwrap()).find(|line| line.contains(word)).expect(word);
            let (_, rest) = line.split_once("http://").unwrap();
            rest.split_once(['/', '　']).unwrap().0.parse().unwrap()
        };
        let metrics = address("监控指标");
        Self { pages: address("服务已启动"), metrics, process }
    }

    /// Asks the server to stop, as an operator's tools do.
    pub fn terminate(&self) {
        let pid = self.process.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    }

    /// Ends the server where it stands, as a power cut or the system's memory killer do.
    pub fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Whether it ends by itself, and well.
    pub fn ends(&mut self) -> bool {
        let patience = Instant::now() + Duration::from_secs(20);
        while Instant::now() < patience {
            if let Some(status) = self.process.try_wait().unwrap() {
                return status.success();
            }
            thread::sleep(Duration::from_millis(20));
        }
        false
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already gone, after a test that waited for it.
        let _gone = self.process.kill();
        let _reaped = self.process.wait();
    }
}

/// Sends JSON as a program does, and gives status and answer; nothing when the server is gone before it has answered.
pub fn post(address: SocketAddr, token: &str, path: &str, body: &Value) -> Option<(u16, Value)> {
    let body = body.to_string();
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let head = format!(
        "POST /api/v1{path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some((status, serde_json::from_str(body).ok()?))
}
