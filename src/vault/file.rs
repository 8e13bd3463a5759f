//! The key file: made once, read at each start, and given a new key when keys are rotated.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{KEY_BYTES, Vault, VaultError, random};

/// What the key file holds.
#[derive(Serialize, Deserialize)]
struct KeyFile {
    /// For keyed hashes and public ids; never rotated, or nobody is found again.
    hash_key: String,
    /// Which of `master_keys` seals from now on.
    current: String,
    /// All keys that something may still be sealed with.
    master_keys: BTreeMap<String, String>,
}

impl Vault {
    /// Reads the key file.
    pub fn load(path: &Path) -> Result<Self, VaultError> {
        let text = fs::read_to_string(path).map_err(unusable(path))?;
        Self::parse(&text).map_err(|reason| VaultError::Content { path: path.display().to_string(), reason })
    }

    /// Makes a key file with new keys that only its owner can read. An existing one is never overwritten.
    pub fn create(path: &Path) -> Result<Self, VaultError> {
        let vault = Self::passing()?;
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(unusable(path))?;
        }
        vault.write(path)?;
        Ok(vault)
    }

    /// The same keys and a new one that seals from now on, written in the place of the file. What was sealed before
    /// stays readable: its keys stay in the file.
    pub fn rotate(self, path: &Path) -> Result<Self, VaultError> {
        let mut names = (1..=self.master_keys.len() + 1).map(|number| format!("k{number}"));
        let newest = names.find(|name| !self.master_keys.contains_key(name)).unwrap_or_default();
        let mut master_keys = self.master_keys;
        master_keys.insert(newest.clone(), random()?);
        let vault = Self { hash_key: self.hash_key, current: newest, master_keys };
        // Whoever reads meanwhile, or after the plug was pulled, finds the old file or the new one, and it is whole.
        let fresh = path.with_added_extension("new");
        // One that is left from a rotation that was cut off never sealed anything.
        drop(fs::remove_file(&fresh));
        vault.write(&fresh)?;
        fs::rename(&fresh, path).and_then(|()| sync_folder(path)).map_err(unusable(path))?;
        Ok(vault)
    }

    fn parse(text: &str) -> Result<Self, String> {
        let keys: KeyFile = toml::from_str(text).map_err(|error| error.message().to_owned())?;
        let key = |name: &str, text: &str| -> Result<[u8; KEY_BYTES], String> {
            let bytes = hex::decode(text).map_err(|_undecodable| format!("{name} 不是十六进制"))?;
            bytes.try_into().map_err(|_wrong_length| format!("{name} 应为 {KEY_BYTES} 字节"))
        };
        let named = |(name, text): (&String, &String)| {
            // A sealed value names its key between two points.
            if name.is_empty() || !name.chars().all(|character| character.is_ascii_alphanumeric()) {
                return Err(format!("密钥名 {name:?} 只能由字母和数字组成"));
            }
            Ok((name.clone(), key(name, text)?))
        };
        let master_keys: BTreeMap<_, _> = keys.master_keys.iter().map(named).collect::<Result<_, String>>()?;
        if !master_keys.contains_key(&keys.current) {
            return Err(format!("current 指向不存在的密钥 {}", keys.current));
        }
        Ok(Self { hash_key: key("hash_key", &keys.hash_key)?, current: keys.current, master_keys })
    }

    /// Writes a file that is not there yet. What is sealed with its keys is lost without it: it is on disk, with its
    /// name, before anything is sealed.
    fn write(&self, path: &Path) -> Result<(), VaultError> {
        let master_keys = self.master_keys.iter().map(|(name, key)| (name.clone(), hex::encode(key)));
        let keys = KeyFile {
            hash_key: hex::encode(self.hash_key),
            current: self.current.clone(),
            master_keys: master_keys.collect(),
        };
        let keys = toml::to_string(&keys)
            .map_err(|error| VaultError::Content { path: path.display().to_string(), reason: error.to_string() })?;
        let text = format!("# Siku 密钥文件，指纹 {}。请与数据库分开备份。\n{keys}", self.fingerprint());
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path).map_err(unusable(path))?;
        file.write_all(text.as_bytes())
            .and_then(|()| file.sync_all())
            .and_then(|()| sync_folder(path))
            .map_err(unusable(path))
    }
}

fn unusable(path: &Path) -> impl Fn(std::io::Error) -> VaultError {
    let path = path.display().to_string();
    move |source| VaultError::File { path: path.clone(), source }
}

/// A file is there after a power cut when its folder is on disk too.
fn sync_folder(path: &Path) -> std::io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => fs::File::open(folder)?.sync_all(),
        _ => fs::File::open(".")?.sync_all(),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    #[test]
    fn a_key_file_is_made_once_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/siku.keys");
        let made = Vault::create(&path).unwrap();
        assert_eq!(Vault::load(&path).unwrap().hash("t", "v"), made.hash("t", "v"));
        assert!(fs::read_to_string(&path).unwrap().lines().next().unwrap().contains(&made.fingerprint()));
        assert!(matches!(Vault::create(&path), Err(VaultError::File { .. })));
        fs::write(&path, "hash_key = 'x'").unwrap();
        assert!(matches!(Vault::load(&path), Err(VaultError::Content { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_reads_a_key_file() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("siku.keys");
        let mode = || fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        let vault = Vault::create(&path).unwrap();
        assert_eq!(mode(), 0o600);
        vault.rotate(&path).unwrap();
        assert_eq!(mode(), 0o600);
    }

    #[test]
    fn a_name_that_a_sealed_value_cannot_bear_is_refused() {
        let key = "0".repeat(2 * KEY_BYTES);
        let file = |name: &str| format!("hash_key = '{key}'\ncurrent = '{name}'\n[master_keys]\n'{name}' = '{key}'\n");
        assert!(Vault::parse(&file("k1")).is_ok());
        assert!(Vault::parse(&file("k.1")).is_err());
    }

    #[test]
    fn after_a_rotation_the_new_key_seals_and_the_old_one_opens() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("siku.keys");
        let old = Vault::create(&path).unwrap();
        let salt = old.new_salt().unwrap();
        let (sealed, waiting) =
            (old.cipher(&salt).unwrap().seal("号码").unwrap(), old.pending_cipher().unwrap().seal("等待").unwrap());
        let hash = old.hash("t", "v");

        old.rotate(&path).unwrap();
        let new = Vault::load(&path).unwrap();
        assert_eq!(new.hash("t", "v"), hash, "everybody is found as before");
        assert_eq!(new.cipher(&salt).unwrap().open(&sealed).unwrap(), "号码");
        assert_eq!(new.open_pending(&waiting).unwrap(), "等待");
        assert_eq!(new.new_salt().unwrap().master_key, "k2");
        let later = new.pending_cipher().unwrap().seal("等待").unwrap();
        assert!(later.starts_with("v1.k2."));
        assert_eq!(new.open_pending(&later).unwrap(), "等待");
    }
}
