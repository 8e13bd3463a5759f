//! The source as a graph of modules: who names whom, and where.
#![expect(clippy::maybe_infinite_iter, reason = "what is opened in a source that compiles is closed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// One path that names another module of this package.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrow {
    pub from: String,
    pub to: String,
    pub file: PathBuf,
    pub line: usize,
}

/// Every source file below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// A file's text without comments, literals and test modules; lines stay where they are.
pub fn code(text: &str) -> String {
    without_tests(&without_literals(text))
}

/// Blanks comments and literals. A lone quote is a lifetime unless a closing one follows its character.
fn without_literals(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = |place: usize| chars.get(place).copied().unwrap_or('\n');
    let mut code = String::with_capacity(text.len());
    let mut place = 0;
    while place < chars.len() {
        let end = match at(place) {
            '/' if at(place + 1) == '/' => (place..).find(|end| at(*end) == '\n').unwrap(),
            'r' if at(place + 1) == '#' && at(place + 2) == '"' => {
                (place + 3..).find(|end| at(*end) == '"' && at(end + 1) == '#').unwrap() + 2
            }
            '"' => {
                let mut end = place + 1;
                while at(end) != '"' {
                    end += if at(end) == '\\' { 2 } else { 1 };
                }
                end + 1
            }
            '\'' if at(place + 1) == '\\' => (place + 3..).find(|end| at(*end) == '\'').unwrap() + 1,
            '\'' if at(place + 2) == '\'' => place + 3,
            char => {
                code.push(char);
                place += 1;
                continue;
            }
        };
        code.extend(chars[place..end.min(chars.len())].iter().map(|char| if *char == '\n' { '\n' } else { ' ' }));
        place = end;
    }
    code
}

/// Blanks `#[cfg(test)]` and the module or item after it.
fn without_tests(code: &str) -> String {
    let mut kept = code.to_owned();
    while let Some(start) = kept.find("#[cfg(test)]") {
        let mut depth = 0;
        let end = kept[start..].char_indices().find_map(|(place, char)| {
            depth += i32::from(char == '{') - i32::from(char == '}');
            let closed = depth == 0 && matches!(char, '}' | ';');
            closed.then_some(start + place + 1)
        });
        let end = end.unwrap_or(kept.len());
        let blank: String = kept[start..end].chars().map(|char| if char == '\n' { '\n' } else { ' ' }).collect();
        kept.replace_range(start..end, &blank);
    }
    kept
}

/// A module of the package: its name (`registry::change`), its file and its code.
struct Module {
    name: String,
    file: PathBuf,
    code: String,
}

/// Every arrow between two modules of the package in `root`.
pub fn arrows(root: &Path) -> Vec<Arrow> {
    let modules = modules(root);
    let names: BTreeSet<&str> = modules.iter().map(|module| module.name.as_str()).collect();
    let resolve = |path: &str| module_of(&names, path);
    let imports: BTreeMap<&str, BTreeMap<String, String>> =
        modules.iter().map(|module| (module.name.as_str(), imports(module, &names))).collect();

    let mut arrows = BTreeSet::new();
    for module in &modules {
        for (offset, path) in paths(&module.code) {
            let Some(mut full) = absolute(module, &path, &names, &imports[module.name.as_str()]) else { continue };
            // What a module hands on is its child's, so the arrow goes to the child.
            let mut to = resolve(&full);
            while let Some(next) = handed_on(&imports, &to, &full) {
                full = next;
                to = resolve(&full);
            }
            if to != module.name && !to.is_empty() {
                let line = module.code[..offset].matches('\n').count() + 1;
                arrows.insert(Arrow { from: module.name.clone(), to, file: module.file.clone(), line });
            }
        }
    }
    arrows.into_iter().collect()
}

/// Modules of the package, without those that hold tests only; `siku-domain` is one module, `domain`.
fn modules(root: &Path) -> Vec<Module> {
    let mut modules = vec![Module { name: "domain".to_owned(), file: root.join("domain"), code: String::new() }];
    for file in files(root) {
        let relative = file.strip_prefix(root).unwrap().with_extension("");
        let parts: Vec<&str> = relative.iter().map(|part| part.to_str().unwrap()).collect();
        if parts.first() == Some(&"domain") || parts.contains(&"tests") {
            continue;
        }
        let name = if parts == ["lib"] { String::new() } else { parts.join("::") };
        modules.push(Module { name, code: code(&fs::read_to_string(&file).unwrap()), file });
    }
    modules
}

/// The module that a path leads into: its longest beginning that is one.
fn module_of(names: &BTreeSet<&str>, path: &str) -> String {
    let mut candidate = path;
    loop {
        if names.contains(candidate) {
            return candidate.to_owned();
        }
        match candidate.rsplit_once("::") {
            Some((parent, _)) => candidate = parent,
            None => return String::new(),
        }
    }
}

/// Where a module that re-exports a name has it from.
fn handed_on(imports: &BTreeMap<&str, BTreeMap<String, String>>, module: &str, path: &str) -> Option<String> {
    let name = path.strip_prefix(module)?.strip_prefix("::")?.split("::").next()?;
    imports.get(module)?.get(name).filter(|from| from.as_str() != path).cloned()
}

/// What the `use` lines of a module bind, by name, where it comes from this package.
fn imports(module: &Module, names: &BTreeSet<&str>) -> BTreeMap<String, String> {
    let mut bound = BTreeMap::new();
    for (start, _) in module.code.match_indices("use ") {
        if module.code[..start].ends_with(|char: char| char.is_alphanumeric() || char == '_') {
            continue;
        }
        let statement = module.code[start + 4..].split(';').next().unwrap();
        for path in expanded(statement) {
            let (path, alias) = path.split_once(" as ").map_or((path.as_str(), None), |(path, as_)| (path, Some(as_)));
            if let Some(full) = absolute(module, path.trim(), names, &BTreeMap::new()) {
                let name = alias.unwrap_or_else(|| full.rsplit("::").next().unwrap());
                bound.insert(name.trim().to_owned(), full);
            }
        }
    }
    bound
}

/// `a::{b, c::{self, d}}` as `a::b`, `a::c`, `a::c::d`.
fn expanded(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some((prefix, rest)) = tree.split_once('{') else {
        return vec![tree.trim_end_matches("::self").to_owned()];
    };
    let inner = rest.rsplit_once('}').map_or(rest, |(inner, _)| inner);
    let mut depth = 0;
    let items = inner.split(|char| {
        depth += i32::from(char == '{') - i32::from(char == '}');
        char == ',' && depth == 0
    });
    items
        .filter(|item| !item.trim().is_empty())
        .flat_map(|item| expanded(item).into_iter().map(|item| format!("{prefix}{item}")).collect::<Vec<_>>())
        .map(|path| path.trim_end_matches("::self").to_owned())
        .collect()
}

/// Every path in a module's code, with the place where it stands.
fn paths(code: &str) -> Vec<(usize, String)> {
    let is_word = |char: char| char.is_alphanumeric() || char == '_' || char == ':';
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(start) = code[rest..].find(is_word).map(|place| rest + place) {
        let end = code[start..].find(|char| !is_word(char)).map_or(code.len(), |place| start + place);
        rest = end;
        let path = code[start..end].trim_end_matches(':');
        let tree = if code[start..end].ends_with("::") && code[end..].starts_with('{') {
            let close = closing(&code[end..]);
            rest = end + close;
            expanded(&code[start..end + close])
        } else {
            vec![path.to_owned()]
        };
        found.extend(tree.into_iter().map(|path| (start, path)));
    }
    found
}

fn closing(code: &str) -> usize {
    let mut depth = 0;
    let end = code.char_indices().find(|(_, char)| {
        depth += i32::from(*char == '{') - i32::from(*char == '}');
        depth == 0
    });
    end.map_or(code.len(), |(place, _)| place + 1)
}

/// A path from the root of the package; nothing when it leads elsewhere.
fn absolute(module: &Module, path: &str, names: &BTreeSet<&str>, imports: &BTreeMap<String, String>) -> Option<String> {
    let (first, rest) = path.trim().split_once("::")?;
    let join = |base: &str| match (base, rest) {
        ("", rest) => rest.to_owned(),
        (base, "") => base.to_owned(),
        (base, rest) => format!("{base}::{rest}"),
    };
    let parent = || module.name.rsplit_once("::").map_or("", |(parent, _)| parent);
    match first {
        "crate" => Some(rest.to_owned()),
        "siku_domain" => Some(join("domain")),
        "self" => Some(join(&module.name)),
        "super" => {
            let above = Module { name: parent().to_owned(), file: PathBuf::new(), code: String::new() };
            if rest.starts_with("super") {
                return absolute(&above, rest, names, imports);
            }
            Some(join(&above.name))
        }
        name => {
            let child = if module.name.is_empty() { name.to_owned() } else { format!("{}::{name}", module.name) };
            if names.contains(child.as_str()) {
                return Some(join(&child));
            }
            imports.get(name).map(|full| join(full))
        }
    }
}
