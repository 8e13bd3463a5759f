//! Names of people and enterprises. The lists and their weights are our own; common names come up often enough that
//! people of the same name exist, as they do in every registry.

use super::random::Random;

/// Surnames with how many in a thousand bear them, roughly.
#[rustfmt::skip]
const SURNAMES: &[(u32, &str)] = &[
    (76, "王"), (75, "李"), (68, "张"), (56, "刘"), (48, "陈"), (34, "杨"), (26, "赵"), (25, "黄"), (24, "周"), (23, "吴"),
    (19, "徐"), (18, "孙"), (16, "胡"), (15, "朱"), (15, "高"), (14, "林"), (14, "何"), (13, "郭"), (13, "马"), (12, "罗"),
    (11, "梁"), (11, "宋"), (10, "郑"), (10, "谢"), (10, "韩"), (9, "唐"), (9, "冯"), (9, "于"), (8, "董"), (8, "萧"),
    (8, "程"), (8, "曹"), (7, "袁"), (7, "邓"), (7, "许"), (7, "傅"), (7, "沈"), (6, "曾"), (6, "彭"), (6, "吕"),
    (6, "苏"), (6, "卢"), (6, "蒋"), (6, "蔡"), (5, "贾"), (5, "丁"), (5, "魏"), (5, "薛"), (5, "叶"), (5, "阎"),
    (4, "余"), (4, "潘"), (4, "杜"), (4, "戴"), (4, "夏"), (4, "钟"), (4, "汪"), (4, "田"), (4, "任"), (4, "姜"),
    (3, "范"), (3, "方"), (3, "石"), (3, "姚"), (3, "谭"), (3, "廖"), (3, "邹"), (3, "熊"), (3, "金"), (3, "陆"),
    (2, "郝"), (2, "孔"), (2, "白"), (2, "崔"), (2, "康"), (2, "毛"), (2, "邱"), (2, "秦"), (2, "江"), (2, "史"),
    (1, "欧阳"), (1, "上官"), (1, "司马"), (1, "诸葛"), (1, "尉迟"), (1, "皇甫"),
];

/// Second characters of men's given names, weighted; with no first character they make names of two characters.
#[rustfmt::skip]
const MALE: &[(u32, &str)] = &[
    (30, "伟"), (28, "强"), (26, "军"), (24, "磊"), (22, "勇"), (22, "杰"), (20, "涛"), (20, "明"), (18, "超"), (18, "刚"),
    (16, "平"), (16, "辉"), (14, "鹏"), (14, "波"), (12, "斌"), (12, "宇"), (12, "浩"), (10, "凯"), (10, "健"), (10, "俊"),
    (8, "帆"), (8, "宁"), (8, "峰"), (8, "龙"), (6, "林"), (6, "东"), (6, "亮"), (4, "岩"), (4, "琛"), (4, "翔"),
];
/// Second characters of women's given names, weighted.
#[rustfmt::skip]
const FEMALE: &[(u32, &str)] = &[
    (30, "芳"), (28, "娜"), (26, "敏"), (24, "静"), (22, "丽"), (22, "艳"), (20, "娟"), (18, "霞"), (16, "燕"), (16, "玲"),
    (14, "婷"), (14, "慧"), (12, "丹"), (12, "萍"), (10, "颖"), (10, "雪"), (10, "琳"), (8, "洁"), (8, "梅"), (8, "倩"),
    (6, "岚"), (6, "蓉"), (4, "瑶"), (4, "璐"),
];
/// First characters of given names of two, weighted.
#[rustfmt::skip]
const FIRST: &[(u32, &str)] = &[
    (26, "建"), (24, "志"), (22, "晓"), (20, "国"), (20, "文"), (18, "海"), (16, "玉"), (16, "永"), (14, "春"), (14, "新"),
    (12, "红"), (12, "金"), (12, "俊"), (10, "世"), (10, "思"), (10, "子"), (10, "佳"), (8, "立"), (8, "德"), (8, "雨"),
    (6, "振"), (6, "少"), (6, "景"), (6, "鸿"), (4, "若"), (4, "令"), (4, "启"), (4, "长"),
];

/// Characters of trade names: rare ones, so that no firm of the world is meant.
#[rustfmt::skip]
const BRAND_FIRST: &[&str] = &[
    "翊", "崧", "砚", "澍", "霁", "珩", "栩", "昉", "楷", "淳", "煦", "瑾", "璟", "祎", "翀", "苒", "蔚", "谌", "铮", "骁",
    "鲲", "黎", "笙", "筠", "琮", "烨", "湛", "沅", "榕", "曦", "暄", "晟", "旻", "岑", "屹", "嵘", "垚", "卓", "冕", "亘",
];
#[rustfmt::skip]
const BRAND_SECOND: &[&str] = &[
    "筑", "垣", "陌", "垒", "堃", "衡", "岳", "磐", "拓", "途", "桁", "榫", "檐", "栋", "楹", "砌", "础", "隅", "坤", "畅",
    "峦", "渡", "翎", "骐", "镒", "钧", "锟", "鼎", "赫", "靖", "尧", "稷", "禾", "沐", "泓", "涧", "溯", "屿", "岱", "崴",
];

/// A person's name.
pub fn person(random: &mut Random, is_male: bool) -> String {
    let surname = random.weighted(SURNAMES);
    let last = random.weighted(if is_male { MALE } else { FEMALE });
    let first = if random.chance(720) { random.weighted(FIRST) } else { "" };
    if first == last { format!("{surname}{last}") } else { format!("{surname}{first}{last}") }
}

/// The trade name of an enterprise: two characters.
pub fn brand(random: &mut Random) -> String {
    format!("{}{}", random.pick(BRAND_FIRST), random.pick(BRAND_SECOND))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn a_thousand_people_share_some_names_and_have_many() {
        let mut bearers: HashMap<String, u32> = HashMap::new();
        for index in 0..1000 {
            *bearers.entry(person(&mut Random::keyed(1, "name", index), index % 5 != 0)).or_default() += 1;
        }
        let shared = bearers.values().filter(|bearers| **bearers > 1).count();
        assert!(bearers.len() > 600, "{}", bearers.len());
        assert!(shared > 20, "{shared}");
    }
}
